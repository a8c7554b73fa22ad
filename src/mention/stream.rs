//! Codes that come out of a text as its lines come in.

use std::io::{self, Read};

use super::block::Block;
use super::finder::{Finder, Passage};
use crate::catalog::Catalog;

/// Finds codes in a text that is read piece by piece. How it is cut makes no difference to what is found.
///
/// A number is a code under a key that says so (`X-ErrNo: -3004`, `"code":-97`, 错误码：71), listed or not, unless it is
/// 0 or 200, which say that all went well. Without a key it is one if a table lists it, it has a minus, or is a negative
/// one written without a sign (`0xFFFFFF9F`), or has three digits and is listed as it stands, and its line gives no other
/// account of it. A symbolic code is one where it stands alone, letter for letter.
///
/// ```
/// use xerrno::catalog::Catalog;
/// use xerrno::mention::Scanner;
///
/// let catalog = Catalog::embedded();
/// let mut scanner = Scanner::new(&catalog);
/// let mut log = "ok\nerrno=-97\ntook -97 ms\n".as_bytes();
/// let mut found = Vec::new();
/// loop {
///     let more = scanner.read(&mut log)?;
///     scanner.search(|passage| {
///         found.extend(passage.mentions.iter().map(|mention| (passage.line, mention.code.to_string())));
///         Ok::<(), std::io::Error>(())
///     })?;
///     if !more {
///         break;
///     }
/// }
/// assert_eq!(found, [(2, "-97".to_owned())]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Scanner<'c> {
    finder: Finder<'c>,
    block: Block,
}

impl<'c> Scanner<'c> {
    /// A scanner at the beginning of a text.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self { finder: Finder::new(catalog, &[]), block: Block::default() }
    }

    /// The same with further names of keys that hold codes.
    pub fn with_keys(catalog: &'c Catalog, keys: &[String]) -> Self {
        Self { finder: Finder::new(catalog, keys), block: Block::default() }
    }

    /// A scanner that holds `bytes` of the text at a time; fewer than it can work with are taken for the fewest.
    #[doc(hidden)] // Public for tests, which hold little.
    pub fn holding(bytes: usize, catalog: &'c Catalog, keys: &[String]) -> Self {
        Self { finder: Finder::new(catalog, keys), block: Block::holding(bytes) }
    }

    /// Reads once from `input`, and says whether there may be more. Call [`Scanner::search`] after each read, the last
    /// one included. Fails when `input` does.
    pub fn read(&mut self, input: &mut dyn Read) -> io::Result<bool> {
        self.block.read(input)
    }

    /// The number of the line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.block.line()
    }

    /// The number of bytes of the text that have been read.
    pub fn position(&self) -> u64 {
        self.block.position()
    }

    /// Gives every passage that has been read to its end, in order, to `take`. Fails when `take` does.
    pub fn search<E>(&mut self, take: impl FnMut(&Passage<'_, 'c>) -> Result<(), E>) -> Result<(), E> {
        self.block.close();
        self.block.lines = self.finder.search(&self.block, take)?;
        self.block.diff_end = self.finder.diff_end();
        self.block.advance();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::Scanner;
    use crate::catalog::Catalog;

    /// The codes in a text that comes in pieces of `piece` bytes: line, offset in the line, code; `?` if unlisted.
    fn scan(mut text: &[u8], piece: usize, catalog: &Catalog) -> Vec<(u64, u64, String)> {
        let mut scanner = Scanner::new(catalog);
        let mut found = Vec::new();
        loop {
            let (next, rest) = text.split_at(piece.min(text.len()));
            text = rest;
            let more = scanner.read(&mut &*next).expect("memory can be read");
            let Ok(()) = scanner.search(|passage| {
                for mention in passage.mentions {
                    let code = format!("{}{}", mention.code, if mention.is_listed() { "" } else { "?" });
                    found.push((passage.line, passage.offset + mention.range.start as u64, code));
                }
                Ok::<_, Infallible>(())
            });
            if !more {
                return found;
            }
        }
    }

    #[test]
    fn a_line_of_a_log_mentions_just_its_codes() {
        let catalog = Catalog::embedded();
        let mut misses = Vec::new();
        for line in include_str!("../../tests/data/log-lines.txt").lines() {
            let Some((expected, text)) = line.split_once('|').filter(|_| !line.starts_with('#')) else { continue };
            let found = scan(text.as_bytes(), usize::MAX, &catalog);
            let codes: Vec<&str> = found.iter().map(|(_, _, code)| code.as_str()).collect();
            if codes != expected.split_whitespace().collect::<Vec<_>>() {
                misses.push(format!("{text}: {codes:?}, not {}", expected.trim()));
            }
        }
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn a_line_mentions_the_same_codes_by_itself_and_among_others() {
        let catalog = Catalog::embedded();
        let lines = include_str!("../../tests/data/log-lines.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once('|')?.1));
        // Parts of diffs reach over several lines.
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with("@@")).collect();
        let mut among = scan(lines.join("\n").as_bytes(), usize::MAX, &catalog).into_iter().peekable();
        for (number, line) in (1..).zip(&lines) {
            let alone: Vec<String> =
                scan(line.as_bytes(), usize::MAX, &catalog).into_iter().map(|(.., code)| code).collect();
            let mut found = Vec::new();
            while let Some((.., code)) = among.next_if(|(at, ..)| *at == number) {
                found.push(code);
            }
            assert_eq!(found, alone, "{line}");
        }
    }

    #[test]
    fn a_line_mentions_the_same_codes_after_a_run_of_lines_with_codes() {
        let catalog = Catalog::embedded();
        let lines = include_str!("../../tests/data/log-lines.txt").lines();
        let labelled = lines.filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once('|')?.1));
        for line in labelled.chain(["code 1 97", "code=0", "x97-96", "@@ -97,7 +97,8 @@", "-0", "1-97", ""]) {
            let alone = scan(line.as_bytes(), usize::MAX, &catalog);
            let after = scan(format!("ret=-97\nret=-97\nret=-97\n{line}\n-96").as_bytes(), usize::MAX, &catalog);
            let of_line = after.iter().filter(|(at, ..)| *at == 4).map(|(_, offset, code)| (1, *offset, code.clone()));
            assert_eq!(of_line.collect::<Vec<_>>(), alone, "{line}");
        }
    }
}
