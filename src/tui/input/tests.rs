use std::time::Duration;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseEventKind};
use proptest::prelude::*;

use super::decoder::Decoder;
use crate::tui::keys::name;

fn decoder() -> Decoder {
    Decoder::new(Duration::from_millis(40))
}

/// The inputs as words: keys by their names, a paste in quotes.
fn words(inputs: &[Input]) -> String {
    let word = |input: &Input| match input {
        Input::Key(key) => name(*key).unwrap_or_else(|| format!("{:?}", key.code)),
        Input::Paste(text) => format!("{text:?}"),
        Input::Mouse(mouse) => format!("{:?}@{},{}", mouse.kind, mouse.column, mouse.row),
        other => format!("{other:?}"),
    };
    inputs.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Decodes a terminal's bytes, which nothing follows.
fn read(bytes: &[u8]) -> String {
    let (mut decoder, mut inputs) = (decoder(), Vec::new());
    decoder.feed(bytes, &mut inputs);
    decoder.expire(&mut inputs);
    assert_eq!(decoder.patience(), None, "{bytes:?} never ends");
    words(&inputs)
}

#[test]
fn keys_of_all_terminals_are_known() {
    let cases: [(&[u8], &str); 53] = [
        ("a签é".as_bytes(), "a 签 é"),
        (b"\x00\x01\x08\x09\x0d\x19\x1c\x1f\x7f", "^Space ^A ^H Tab Enter ^Y ^\\ ^_ Backspace"),
        (b"\x1b", "Esc"),
        (b"\x1b\x1b", "Esc Esc"),
        (b"\x1b\x1b\x1b", "Esc Esc Esc"),
        (b"\x1b1", "Alt-1"),
        (b"\x1bb", "Alt-B"),
        ("\x1b签".as_bytes(), "Alt-签"),
        (b"\x1b\x7f", "Alt-Backspace"),
        (b"\x1b\x08", "Alt-Backspace"),
        (b"\x1b\r", "Alt-Enter"),
        // Keys that begin like a sequence.
        (b"\x1b[", "Alt-["),
        (b"\x1bO", "Alt-O"),
        (b"\x1b]", "Alt-]"),
        // xterm, VTE, kitty, foot, tmux.
        (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End"),
        (b"\x1b[1;5H\x1b[1;5F\x1b[1;2A\x1b[1;3D", "^Home ^End Shift-Up Alt-Left"),
        (b"\x1b[3~\x1b[5~\x1b[6~\x1b[2~", "Delete PgUp PgDn Insert"),
        (b"\x1b[Z", "Shift-Tab"),
        (b"\x1bOP\x1bOQ\x1bOR\x1bOS\x1b[15~", "F1 F2 F3 F4 F5"),
        (b"\x1b[1;2P\x1b[Q\x1b[13~\x1b[S", "Shift-F1 F2 F3 F4"),
        (b"\x1bOA\x1bOH\x1bOF", "Up Home End"),
        (b"\x1b[1~\x1b[4~", "Home End"),
        (b"\x1bOM\x1bOp\x1bOy\x1bOk\x1bOm", "Enter 0 9 + -"),
        // xterm by default: Alt by the eighth bit.
        ("±²¹".as_bytes(), "Alt-1 Alt-2 Alt-9"),
        // Typed by Chinese input methods.
        ("·".as_bytes(), "·"),
        // rxvt.
        (b"\x1b[7~\x1b[8~\x1b[7^\x1b[8^", "Home End ^Home ^End"),
        (b"\x1b[a\x1b[b\x1bOd\x1bOc", "Shift-Up Shift-Down ^Left ^Right"),
        (b"\x1b[6$\x1b[5@", "Shift-PgDn ^Shift-PgUp"),
        (b"\x1b[11~\x1b[12~\x1b[14~", "F1 F2 F4"),
        (b"\x1b\x1b[D\x1b\x1b[A", "Alt-Left Alt-Up"),
        (b"\x1b\x1bOC", "Alt-Right"),
        // st.
        (b"\x1b[P\x1b[J", "Delete ^End"),
        // The Linux console.
        (b"\x1b[[A\x1b[[E", "F1 F5"),
        // An earlier program has left the kitty protocol or modifyOtherKeys on.
        (b"\x1b[99;5u\x1b[97u\x1b[27u\x1b[13;3u", "^C a Esc Alt-Enter"),
        (b"\x1b[97;1:3u\x1b[1;1:3A", ""),
        (b"\x1b[57399u", ""),
        (b"\x1b[27;5;121~", "^Y"),
        // The mouse.
        (b"\x1b[<0;3;5M\x1b[<0;3;5m", "Down(Left)@2,4"),
        (b"\x1b[<64;1;1M\x1b[<65;65535;99999M", "ScrollUp@0,0 ScrollDown@65534,65535"),
        (b"\x1b[<0;0;0M", "Down(Left)@0,0"),
        (b"\x1b[M !!a", "a"),
        // Pastes.
        ("\x1b[200~签名\r\nx\x1b[A\x03\x1b[201~b".as_bytes(), "\"签名\\r\\nx\\u{1b}[A\\u{3}\" b"),
        (b"\x1b[201~a", "a"),
        // Replies that nothing has asked for, or another program.
        (b"\x1b[?997;1na", "a"),
        (b"\x1b[?2026;2$ya", "a"),
        (b"\x1b[?62;22c\x1b[>0;10;1c\x1b[24;80R\x1b[?1ua", "a"),
        (b"\x1b[I\x1b[O\x1b[8;24;80ta", "a"),
        (b"\x1b]11;rgb:0000/0000/0000\x1b\\a", "a"),
        (b"\x1b]52;c;LTk3\x07a", "a"),
        (b"\x1bP1+r544e\x1b\\\x1bP>|tmux 3.3a\x1b\\a", "a"),
        (b"\x1b_Gi=31;OK\x1b\\a", "a"),
        // Broken ones.
        (b"\xff\xfe\xe7\xada\xe7\xad", "a"),
        (b"\x1b[\xe7\xad\xbe\x1b[99999999999999999999~a", "签 a"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(bytes), expected, "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn what_has_begun_ends_by_time_or_by_control_c() {
    // The bytes that have begun, and the input that they leave.
    let begun: [(&[u8], &str); 8] = [
        (b"\x1b[<0;10", ""),
        (b"\x1b[M!", ""),
        (b"\x1b[?997;1", ""),
        (b"\x1b]11;rgb:00", ""),
        (b"\x1bP1$r", ""),
        (b"\x1b[200~half", "\"half\""),
        (b"\xe7\xad", ""),
        (b"\x1b[[", ""),
    ];
    for (bytes, left) in begun {
        let text = bytes.escape_ascii().to_string();
        assert_eq!(read(bytes), left, "{text} by time");
        let (mut decoder, mut inputs) = (decoder(), Vec::new());
        decoder.feed(&[bytes, b"\x03"].concat(), &mut inputs);
        assert_eq!(words(&inputs).trim_start_matches(left).trim(), "^C", "{text} by ^C");
    }
}

#[test]
fn a_sequence_may_come_in_pieces() {
    let whole = "\x1b[1;5H\x1b\x1b[D签\x1b[200~a\nb\x1b[201~\x1b[<0;3;5M\x1b]11;x\x1b\\z".as_bytes();
    let expected = "^Home Alt-Left 签 \"a\\nb\" Down(Left)@2,4 z";
    for cut in 1..whole.len() {
        let (mut decoder, mut inputs) = (decoder(), Vec::new());
        decoder.feed(&whole[..cut], &mut inputs);
        decoder.feed(&whole[cut..], &mut inputs);
        assert_eq!(words(&inputs), expected, "cut at {cut}");
    }
}

#[test]
fn a_lone_escape_waits_as_long_as_is_set_and_a_sequence_longer() {
    let patience = |bytes: &[u8]| {
        let mut decoder = decoder();
        decoder.feed(bytes, &mut Vec::new());
        decoder.patience().map(|time| time.as_millis())
    };
    assert_eq!(patience(b""), None);
    assert_eq!(patience(b"\x1b"), Some(40));
    assert_eq!(patience(b"\x1b\x1b"), Some(40));
    assert_eq!(patience(b"\x1b["), Some(250));
    assert_eq!(patience(b"\x1b]52;"), Some(250));
    assert_eq!(patience(b"\x1b[200~x"), Some(1000));
}

#[test]
fn a_paste_without_an_end_takes_no_more_memory_than_a_limit() {
    let (mut decoder, mut inputs) = (decoder(), Vec::new());
    decoder.feed(b"\x1b[200~", &mut inputs);
    for _ in 0..40 {
        decoder.feed(&vec![b'x'; 1 << 20], &mut inputs);
    }
    decoder.feed(b"\x1b[201~a", &mut inputs);
    assert!(matches!(&inputs[..], [Input::Paste(text), Input::Key(_)] if text.len() <= 1 << 24));
}

proptest! {
    #[test]
    fn control_c_is_heard_after_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let (mut decoder, mut inputs) = (decoder(), Vec::new());
        decoder.feed(&bytes, &mut inputs);
        decoder.feed(b"\x03", &mut inputs);
        let control_c = Input::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL));
        prop_assert_eq!(inputs.last(), Some(&control_c));
        prop_assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn no_reply_is_typed(
        parameters in "[0-9;:]{0,12}",
        text in "[ -~]{0,40}",
        introducer in prop::sample::select(vec!["]", "P", "_"]),
    ) {
        let reply = format!("\x1b[?{parameters}c\x1b{introducer}{text}\x1b\\\x1b[>{parameters}n");
        prop_assert_eq!(read(reply.as_bytes()), "");
    }

    #[test]
    fn characters_arrive_as_they_were_typed(text in "[ -~签名过期]{0,30}") {
        let (mut decoder, mut inputs) = (decoder(), Vec::new());
        for byte in text.as_bytes() {
            decoder.feed(&[*byte], &mut inputs);
        }
        let typed: String = inputs.iter().map(|input| match input {
            Input::Key(KeyEvent { code: KeyCode::Char(c), .. }) => *c,
            other => panic!("{other:?}"),
        }).collect();
        prop_assert_eq!(typed, text);
    }
}

#[test]
fn a_wheel_with_keys_held_is_a_wheel() {
    let (mut decoder, mut inputs) = (decoder(), Vec::new());
    decoder.feed(b"\x1b[<80;2;2M", &mut inputs);
    assert!(matches!(&inputs[..], [Input::Mouse(mouse)] if mouse.kind == MouseEventKind::ScrollUp));
}
