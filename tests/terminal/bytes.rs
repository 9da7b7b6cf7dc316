//! All that the program writes to the terminal, byte for byte: its own sequences, and text that commands nothing.

use std::fs;
use std::path::Path;

use diptych::annotation::{DocumentInfo, Edit, Entity, IdSource, Mention, Provenance, Record, Set, Transaction};
use diptych::format::native;
use diptych::text::{DocId, Document, sha256};

use crate::pty::Terminal;

const SIZE: (u16, u16) = (110, 34);

/// What would change the title, the screen, the clipboard, the modes or the order of what is shown, if it got through.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{1b}]52;c;b3duZWQ=\u{1b}\\\u{1b}[2J\u{1b}[?1049l\u{1b}c\u{9b}31m\u{9d}0;x\u{9c}\u{1b}P+q\u{1b}\\\
                       \u{202e}desrever\u{202c}\u{200b}\u{2066}x\u{2069}\u{feff}\u{e0041}\u{8}\u{7f}\u{5}\u{0e}\u{1b}";

/// The private modes that the program sets.
const MODES: [&str; 8] = ["25", "1000", "1002", "1004", "1006", "1049", "2004", "2026"];

/// Returns what in `output` is neither a sequence of the program's own nor text that commands nothing.
fn foreign(output: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = output;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '\u{1b}' => own_sequence(rest),
            '\r' | '\n' => Some(1),
            _ if commands(character) => None,
            _ => Some(character.len_utf8()),
        };
        if length.is_none() {
            found.push(rest.chars().take(24).collect());
        }
        rest = rest.get(length.unwrap_or(character.len_utf8())..).expect("the end of a character");
    }
    found
}

/// Returns the length of the sequence that `text` begins with, if it is one of the program's own.
fn own_sequence(text: &str) -> Option<usize> {
    const FIXED: [&str; 5] = ["\u{1b}[22;2t", "\u{1b}[23;2t", "\u{1b}[6 q", "\u{1b}[0 q", "\u{1b}]11;?\u{1b}\\"];
    if let Some(fixed) = FIXED.iter().find(|fixed| text.starts_with(**fixed)) {
        return Some(fixed.len());
    }
    if let Some(title) = text.strip_prefix("\u{1b}]2;") {
        let (title, _) = title.split_once("\u{1b}\\")?;
        return (!title.chars().any(commands)).then_some("\u{1b}]2;\u{1b}\\".len() + title.len());
    }
    let body = text.strip_prefix("\u{1b}[")?;
    let end = body.find(|end: char| ('@'..='~').contains(&end))?;
    let (numbers, end) = (body.get(..end)?, body.get(end..=end)?);
    let own = match numbers.strip_prefix('?') {
        Some(mode) => "hl".contains(end) && MODES.contains(&mode),
        None => {
            "mHABCDGdJKX".contains(end) && numbers.chars().all(|digit| digit.is_ascii_digit() || ";:".contains(digit))
        }
    };
    own.then_some("\u{1b}[".len() + numbers.len() + end.len())
}

/// Returns whether a terminal may take `character` for a command, or for one about the order of what is shown.
fn commands(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns a set that says something hostile wherever it may say anything.
fn hostile_set(documents: [&Document; 2], files: [&str; 2]) -> String {
    let mut set = Set::new(HOSTILE, "news", "mk");
    let mut ids = IdSource::new(1);
    let own = || Provenance { by: HOSTILE.to_owned(), ..Provenance::default() };
    let mut edits = Vec::new();
    for (document, file) in documents.into_iter().zip(files) {
        let text = || HOSTILE.to_owned();
        edits.push(Edit::add(Record::Document(DocumentInfo {
            doc: document.id(),
            file: file.to_owned(),
            title: text(),
            outlet: text(),
            date: text(),
            language: text(),
            source: text(),
            encoding: text(),
            characters: document.index().chars(),
            sha256: sha256(document.text()),
        })));
    }
    let entity = Entity {
        id: ids.next(|_| false),
        label: HOSTILE.to_owned(),
        name: HOSTILE.to_owned(),
        aliases: vec![HOSTILE.to_owned()],
        outside_ids: Vec::new(),
        location: None,
        attributes: [(HOSTILE.to_owned(), HOSTILE.to_owned())].into(),
        note: HOSTILE.to_owned(),
        provenance: own(),
    };
    let span = documents[0].span(0..6).expect("inside the text");
    let mut mention = Mention::new(ids.next(|_| false), span, HOSTILE, own());
    (mention.note, mention.entity) = (HOSTILE.to_owned(), Some(entity.id));
    mention.attributes = [(HOSTILE.to_owned(), HOSTILE.to_owned())].into();
    edits.extend([Edit::add(Record::Entity(entity)), Edit::add(Record::Mention(mention))]);
    set.apply(&Transaction { summary: String::new(), edits }).expect("whole records");
    native::write(&set, documents)
}

/// A folder with hostile articles, named so, and their set.
fn folder() -> (tempfile::TempDir, [String; 3]) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("home")).expect("a home");
    // A file's name may hold all but the end of a string and the separator of folders.
    let names = ["left", "right"].map(|name| format!("{name}\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200b}.txt"));
    let texts =
        [format!("Aldeş left. {HOSTILE}\n\n{HOSTILE}\tNobody\r\nstayed\u{b}\u{c}.\n"), format!("B {HOSTILE}\n")];
    let documents = [Document::new(DocId::A, texts[0].clone()), Document::new(DocId::B, texts[1].clone())];
    for (name, text) in names.iter().zip(&texts) {
        fs::write(folder.path().join(name), text).expect("an article");
    }
    let set = hostile_set([&documents[0], &documents[1]], [&names[0], &names[1]]);
    fs::write(folder.path().join("set\u{1b}[2J\u{202e}.ron"), set).expect("a set");
    let whole = |name: &str| folder.path().join(name).to_str().expect("Unicode").to_owned();
    let paths = [whole(&names[0]), whole(&names[1]), whole("set\u{1b}[2J\u{202e}.ron")];
    (folder, paths)
}

/// Runs the program in a terminal, sends each of `keys` after the one before has been taken in, and returns all that it wrote.
fn output_of(arguments: &[&str], home: &str, keys: &[&str]) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_diptych"));
    let mut terminal = Terminal::start(SIZE, program, arguments, &[("HOME", home), ("LOGNAME", "mk")]);
    if !keys.is_empty() {
        terminal.wait_for("? keys");
    }
    for key in keys {
        terminal.send(key);
        terminal.pass(std::time::Duration::from_millis(30), |_| false);
    }
    let log = terminal.ended_with_log();
    String::from_utf8(log).expect("the program writes UTF-8")
}

#[test]
fn nothing_from_outside_reaches_the_terminal_as_a_command() {
    let (folder, [left, right, set]) = folder();
    let home = folder.path().join("home");
    let home = home.to_str().expect("Unicode");
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", HOSTILE.replace('\u{1b}', ""));
    let keys = [
        "l", "j", "L", "p", "c", &paste, "\r", "\x1b", "w", "j", "o", "/", &paste, "\r", "\x1b", "?", "\x1b", " ",
        "\x1b", ":", &paste, "\x1b", ",", "\x1b", "]t", "[t", "r", "\x1b", "u", "U", "\x13", "\x1b", "\x1b", "\x11",
    ];
    for arguments in [vec![left.as_str(), &right, "--set", &set], vec![left.as_str(), &right], vec![set.as_str()]] {
        let output = output_of(&arguments, home, &keys);
        assert!(output.contains("\u{1b}[?1049h"), "it opened: {output:?}");
        assert!(output.contains('␛'), "what is hostile is shown as marks");
        assert_eq!(foreign(&output), Vec::<String>::new());
    }
}

#[test]
fn what_is_refused_is_told_without_commands() {
    let (folder, [left, _, set]) = folder();
    let home = folder.path().join("home");
    let home = home.to_str().expect("Unicode");
    let nowhere = format!("{left}\u{1b}[2J");
    for arguments in
        [vec![left.as_str(), &nowhere], vec!["check", &nowhere], vec!["doctor", &nowhere], vec!["stats", &set]]
    {
        let output = output_of(&arguments, home, &[]);
        assert_eq!(foreign(&output), Vec::<String>::new(), "{arguments:?}");
    }
    fs::write(&set, format!("(format: 1, {HOSTILE}: 1)")).expect("a damaged set");
    for arguments in [vec![set.as_str()], vec!["check", &set], vec!["doctor", &set], vec!["check", "--json", &set]] {
        let output = output_of(&arguments, home, &[]);
        assert_eq!(foreign(&output), Vec::<String>::new(), "{arguments:?}");
    }
}

#[test]
fn a_foreign_sequence_would_be_seen() {
    for wrong in
        ["\u{1b}]0;x\u{7}", "\u{1b}[?1h", "\u{1b}c", "a\u{9b}2J", "\u{202e}", "\u{1b}]52;c;eA==\u{1b}\\", "\u{1b}[5n"]
    {
        assert!(!foreign(wrong).is_empty(), "{wrong:?}");
    }
    assert_eq!(foreign("Şile 東京 👩‍👧 \u{1b}[38;5;4m\u{1b}[2;7H\u{1b}[K\r\n"), Vec::<String>::new());
}
