//! `xerrno`: arguments in, one verb done, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    xerrno::cli::main()
}
