//! `xerrno init`: the lines for a shell's start file: the completions, and Alt-E, which inserts a chosen code at the cursor.

use anyhow::Result;
use clap_complete::Shell;

use super::args::LineEditor;
use super::completions;
use super::environment::Environment;
use super::status::Status;

// Several codes are printed in several lines. On the command line they stand in one: the shell would run the next.
const BASH: &str = r#"
__xerrno_code() {
    local code
    code=$(xerrno --print --height 60%) || return
    code=${code//$'\n'/ }
    READLINE_LINE="${READLINE_LINE:0:READLINE_POINT}$code${READLINE_LINE:READLINE_POINT}"
    READLINE_POINT=$((READLINE_POINT + ${#code}))
}
bind -x '"\ee": __xerrno_code'
"#;

const ZSH: &str = r"
xerrno-code() {
    local code
    code=$(xerrno --print --height 60%) && LBUFFER+=${code//$'\n'/ }
    zle reset-prompt
}
zle -N xerrno-code
bindkey '\ee' xerrno-code
";

const FISH: &str = r#"
function __xerrno_code
    set -l code (xerrno --print --height 60%)
    and commandline --insert -- "$code"
    commandline --function repaint
end
bind \ee __xerrno_code
"#;

/// Writes the completions and the key binding for `shell`.
pub(super) fn run(shell: LineEditor, world: &mut Environment<'_>) -> Result<Status> {
    match shell {
        LineEditor::Bash => {
            completions::run(Shell::Bash, world)?;
            world.output.write_all(BASH.as_bytes())?;
        }
        LineEditor::Zsh => {
            // A start file may not enable completions, and then `compdef` isn't defined.
            world.output.write_all(b"if (( $+functions[compdef] )); then\n")?;
            completions::run(Shell::Zsh, world)?;
            world.output.write_all(b"\nfi\n")?;
            world.output.write_all(ZSH.as_bytes())?;
        }
        LineEditor::Fish => {
            completions::run(Shell::Fish, world)?;
            world.output.write_all(FISH.as_bytes())?;
        }
    }
    Ok(Status::Found)
}
