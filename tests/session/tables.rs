//! Tables that change while the browser is open: they are read again, and the query, the selection and the marks stay.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::support::XERRNO;
use super::support::terminal::Terminal;
use super::wait_for_selected;

const DOWN: &str = "\x1b[B";
const MARK: &str = "\x1bm";
const COMPLAINTS: &str = "\x1b[19~";
const QUIT: &str = "\x03";

const TWO: &str = "code,meaning\n-9001,zebra one\n-9002,zebra two\n";
const THREE: &str = "code,meaning\n-9000,zebra none\n-9001,zebra one\n-9002,zebra two or more\n";

/// A config folder with a table in `tables/`, the table's path, and a browser in which its two rows are found.
fn browse() -> (TempDir, PathBuf, Terminal) {
    let folder = tempfile::tempdir().expect("a folder");
    let tables = folder.path().join("xerrno/tables");
    fs::create_dir_all(&tables).expect("a folder");
    let table = tables.join("own.csv");
    fs::write(&table, TWO).expect("a table");
    let home = folder.path().to_str().expect("a readable name");
    let mut terminal = Terminal::start(&[XERRNO, "--query", "zebra"], &[("XDG_CONFIG_HOME", home)]);
    wait_for_selected(&mut terminal, "-9001");
    (folder, table, terminal)
}

type Change = fn(&Path);

#[test]
fn a_changed_table_is_read_again_and_query_selection_and_marks_stay() {
    let changes: [Change; 2] = [
        |table| fs::write(table, THREE).expect("a table"),
        |table| {
            let new = table.with_extension("new");
            fs::write(&new, THREE).expect("a table");
            fs::rename(&new, table).expect("the new one in its place");
        },
    ];
    for change in changes {
        let (_folder, table, mut terminal) = browse();
        terminal.type_keys(&[MARK, DOWN].concat());
        wait_for_selected(&mut terminal, "-9002");
        terminal.wait_for("1 marked");
        change(&table);
        terminal.wait_for("The tables have changed and were read again");
        terminal.wait_for("zebra two or more");
        terminal.wait_for("3/107");
        wait_for_selected(&mut terminal, "-9002");
        terminal.type_keys(QUIT);
        assert!(terminal.wait().success());
    }
}

#[test]
fn tables_that_come_and_go_are_followed() {
    let (_folder, table, mut terminal) = browse();
    let other = table.with_file_name("other.csv");
    fs::write(&other, "code,meaning\n-8001,zebra of another\n").expect("a table");
    terminal.wait_for("zebra of another");
    fs::remove_file(&table).expect("it was there");
    terminal.wait_until("the other table alone", |screen| screen.contains("1/105") && !screen.contains("-9001"));
    wait_for_selected(&mut terminal, "-8001");
}

#[test]
fn a_table_that_cannot_be_read_any_more_is_told_and_its_rows_stay() {
    let (_folder, table, mut terminal) = browse();
    fs::write(&table, [0xff; 64]).expect("something else");
    terminal.wait_for("F8 shows 1 complaint: ");
    terminal.wait_for("2/106");
    terminal.type_keys(COMPLAINTS);
    terminal.wait_for("could not read");
    fs::write(&table, THREE).expect("a table");
    terminal.wait_for("The tables have changed and were read again");
    terminal.wait_until("the rows, and nothing over them", |screen| {
        screen.contains("3/107") && !screen.contains("could not read")
    });
}
