//! Columns as the user gives them: `--columns code=Status,meaning=Phrase`.

use super::columns::{Column, Kind, folded, further, kind};

/// The columns that the user named: `code=Status,meaning=Phrase`, `code=1,meaning=3`, or `code,meaning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<(Column, Place)>);

/// The reference to a column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// By its index, from 0.
    At(usize),
    /// By its name: folded, and as the user wrote it.
    Named(String, String),
}

impl Columns {
    /// Parses what a user wrote. Fails with the part that is not understood, or with all of it if no column has the codes.
    pub fn parse(spec: &str) -> Result<Self, String> {
        let parts = spec.split([',', '，']).map(str::trim).filter(|part| !part.is_empty()).enumerate();
        let columns = parts.map(|(at, part)| {
            let (role, place) = match part.split_once('=') {
                Some((role, place)) => (role.trim(), place.trim()),
                None => (part, ""),
            };
            let column = match role {
                "code" => Column::Code,
                "meaning" => Column::Meaning,
                "zh" => Column::Zh,
                "en" => Column::En,
                "symbol" => Column::Symbol,
                "hint" => Column::Hint,
                "subsystem" => Column::Subsystem,
                "note" => Column::Note,
                "spelling" => Column::Spelling,
                _ => return Err(part.to_owned()),
            };
            let place = match place.parse::<usize>() {
                _ if place.is_empty() => Place::At(at),
                Ok(number @ 1..) => Place::At(number - 1),
                Ok(0) => return Err(part.to_owned()),
                Err(_) => Place::Named(folded(place), place.to_owned()),
            };
            Ok((column, place))
        });
        let columns: Vec<_> = columns.collect::<Result<_, _>>()?;
        let has_code = columns.iter().any(|(column, _)| *column == Column::Code);
        if has_code { Ok(Self(columns)) } else { Err(spec.to_owned()) }
    }

    /// True if all columns are given by number, so that the table has no header.
    pub(super) fn are_numbered(&self) -> bool {
        self.0.iter().all(|(_, place)| matches!(place, Place::At(_)))
    }

    /// The columns of a table with this header. Those that the user didn't name are recognised by their names. Fails with the
    /// name that the header lacks.
    pub(super) fn of(&self, header: &[&str]) -> Result<Vec<Column>, String> {
        let mut columns: Vec<Column> = if self.are_numbered() {
            vec![Column::Other; header.len()]
        } else {
            let said = |column: &Column| self.0.iter().any(|(said, _)| said == column);
            let by_name = header.iter().map(|cell| match kind(cell) {
                Kind::Codes(rank) => further(rank, cell),
                Kind::Error => Column::Error,
                Kind::Is(column @ (Column::Meaning | Column::Zh | Column::En)) if said(&column) => Column::Remark,
                Kind::Is(column) if said(&column) => Column::Other,
                Kind::Is(column) => column,
            });
            by_name.collect()
        };
        for (column, place) in &self.0 {
            let at = match place {
                Place::At(at) => *at,
                Place::Named(name, written) => {
                    header.iter().position(|cell| folded(cell) == *name).ok_or_else(|| written.clone())?
                }
            };
            if at >= columns.len() {
                columns.resize(at + 1, Column::Other);
            }
            columns[at] = *column;
        }
        Ok(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::Column::{Code, En, Meaning, Other};
    use super::*;

    #[test]
    fn columns_can_be_said_by_name_and_by_number() {
        let header = ["Status", "Phrase", "Owner"];
        let said = |spec: &str| Columns::parse(spec).map(|columns| columns.of(&header));
        assert_eq!(said("code=status,meaning=Phrase"), Ok(Ok(vec![Code, Meaning, Other])));
        assert_eq!(said("code=3,en=1"), Ok(Ok(vec![En, Other, Code])));
        assert_eq!(said("code,meaning"), Ok(Ok(vec![Code, Meaning, Other])));
        let transport =
            Columns::parse("code=opcode,meaning=text").map(|columns| columns.of(&["opcode", "http_code", "text"]));
        assert_eq!(transport, Ok(Ok(vec![Code, Other, Meaning])));
        assert_eq!(said("code=Number"), Ok(Err("Number".to_owned())));
        for wrong in ["", "meaning=1", "code=0", "colour=1,code=2"] {
            assert!(said(wrong).is_err(), "{wrong}");
        }
    }
}
