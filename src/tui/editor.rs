//! The user's editor, opened at a line of a file.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use super::terminal::Screen;
use crate::app::Unedited;
use crate::system::programs;

/// Editors that take `FILE:LINE`.
const COLON: [&str; 5] = ["hx", "helix", "subl", "zed", "zeditor"];

/// Editors that take `-g FILE:LINE`: Visual Studio Code, and what was made from it.
const GO_TO: [&str; 6] = ["code", "code-insiders", "code-oss", "codium", "vscodium", "cursor"];

/// Opens a line of a file, and waits until the editor ends. Returns why it could not be opened, or what went wrong with
/// it; fails where the terminal does.
pub(super) fn open(editor: Option<&str>, at: (&Path, u64), screen: &mut Screen) -> io::Result<Option<Unedited>> {
    let Some(editor) = editor else { return Ok(Some(Unedited::NoEditor)) };
    let (settings, program) = parts(editor);
    let name = name(program);
    let mut command = programs::shell_with((settings, program), &arguments(name, at));
    let ended = screen.lend(&mut command)?.map(|ended| ended.code());
    let name = name.to_owned();
    Ok(match ended {
        Ok(Some(0)) => None,
        Ok(Some(programs::NOT_FOUND)) | Err(_) => Some(Unedited::Missing(name)),
        Ok(status) => Some(Unedited::Failed(name, status)),
    })
}

/// What is set before the program in a command such as `LC_ALL=C vim -R`, and the program with its arguments.
fn parts(editor: &str) -> (&str, &str) {
    let is_setting = |word: &str| word.contains('=') && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let mut program = editor.trim();
    while let Some((_, rest)) = program.split_once(char::is_whitespace).filter(|(word, _)| is_setting(word)) {
        program = rest.trim_start();
    }
    editor.trim().split_at(editor.trim().len() - program.len())
}

/// The name of the program that a command begins with.
fn name(command: &str) -> &str {
    let word = command.split_whitespace().next().unwrap_or(command).trim_matches(['"', '\'']);
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name.strip_suffix(".exe").unwrap_or(name)
}

/// How an editor is told a line of a file. One that is not known here is told as vi and most others are.
fn arguments(name: &str, (file, line): (&Path, u64)) -> Vec<OsString> {
    // A name such as `+1.log` is no option.
    let is_option = file.as_os_str().as_encoded_bytes().first().is_some_and(|byte| b"+-".contains(byte));
    let file = if is_option { Path::new(".").join(file) } else { file.to_owned() };
    let mut at = file.clone().into_os_string();
    at.push(format!(":{line}"));
    match name {
        _ if COLON.contains(&name) => vec![at],
        _ if GO_TO.contains(&name) => vec!["-g".into(), at],
        _ => vec![format!("+{line}").into(), file.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_as_it_takes_it() {
        for (editor, file, expected) in [
            ("vim", "app.log", "+12 app.log"),
            ("/usr/bin/nvim -R", "/var/log/app.log", "+12 /var/log/app.log"),
            ("LC_ALL=C nano", "app.log", "+12 app.log"),
            ("emacsclient -t", "app.log", "+12 app.log"),
            ("something", "+1.log", "+12 ./+1.log"),
            ("hx", "app.log", "app.log:12"),
            ("code --wait", "app.log", "-g app.log:12"),
            ("'/opt/code'", "-x.log", "-g ./-x.log:12"),
        ] {
            let arguments = arguments(name(parts(editor).1), (Path::new(file), 12)).join(" ".as_ref());
            assert_eq!(arguments, *expected, "{editor}");
        }
    }
}
