//! The history of copied codes and of queries, in the state folder: one a line, `seconds<Tab>code or query<Tab>text`. Programs
//! that run at the same time append to the file under its lock, so that none loses another's lines.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use crate::app::recent::{Recent, What};

/// The lines to keep: more than anybody scrolls through, and few enough to be read before the first frame.
const KEPT: usize = 500;

/// Reads the history, the oldest first. A missing file is an empty history; lines that can't be parsed are skipped.
pub(super) fn read(path: &Path) -> Vec<Recent> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let recent: Vec<Recent> = text.lines().filter_map(parse).collect();
    let old = recent.len().saturating_sub(KEPT);
    recent[old..].to_vec()
}

/// Appends to the file, creates it if it is missing, and shortens it if it has grown long. Fails if it can't be written.
pub(super) fn append(path: &Path, news: &[Recent]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
    file.lock()?;
    let lines: String = news.iter().map(line).collect();
    file.write_all(lines.as_bytes())?;
    shorten(&mut file)
}

fn shorten(file: &mut File) -> io::Result<()> {
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() > 2 * KEPT {
        file.set_len(0)?;
        file.write_all(lines[lines.len() - KEPT..].concat().as_bytes())?;
    }
    Ok(())
}

fn line(Recent { what, at }: &Recent) -> String {
    match what {
        What::Code(code) => format!("{at}\tcode\t{code}\n"),
        What::Query(query) => format!("{at}\tquery\t{query}\n"),
    }
}

fn parse(line: &str) -> Option<Recent> {
    let mut cells = line.splitn(3, '\t');
    let (at, kind, text) = (cells.next()?.parse().ok()?, cells.next()?, cells.next()?.to_owned());
    let what = match kind {
        "code" => What::Code(text),
        "query" => What::Query(text),
        _ => return None,
    };
    Some(Recent { what, at })
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn writers_side_by_side_lose_nothing_and_the_file_stays_short() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state").join("recent");
        let write = |writer: u64| {
            for number in 0..200 {
                let news = [Recent { what: What::Query(format!("{writer} 签名 {number}")), at: writer }];
                append(&path, &news).expect("a file that can be written");
            }
        };
        thread::scope(|scope| {
            scope.spawn(|| write(1));
            scope.spawn(|| write(2));
        });
        assert_eq!(fs::read_to_string(&path).expect("the file").lines().count(), 400);
        for writer in [1, 2] {
            assert_eq!(read(&path).iter().filter(|recent| recent.at == writer).count(), 200);
        }
        write(3);
        write(4);
        write(5);
        assert!(fs::read_to_string(&path).expect("the file").lines().count() <= 2 * KEPT);
        assert_eq!(read(&path).last().map(|recent| recent.at), Some(5));
    }
}
