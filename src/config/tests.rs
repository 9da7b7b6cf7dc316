//! What configuration files give, and what is told of those that are wrong.

use proptest::prelude::*;

use super::keys::KeyEntry;
use super::theme::{Like, ThemeChoice};
use super::*;
use crate::annotation::schema::Label;
use crate::editor::command::{Command, Where};
use crate::editor::key::{Key, KeyCode};
use crate::editor::keymap::{Lookup, notation};

fn schema() -> Schema {
    let label = |name: &str, key| Label { key_alone: true, ..Label::new(name, key) };
    let labels = vec![label("person", 'p'), label("place", 't')];
    Schema { name: "test".to_owned(), labels, attributes: Vec::new(), codes: Vec::new() }
}

/// Returns what is told of `text`, with the hint.
fn told(text: &str) -> String {
    let error = match Config::read(text) {
        Err(error) => error,
        Ok(config) => config.keymap(&schema()).expect_err(text),
    };
    format!("{error}; {}", error.hint())
}

/// Returns what is told of the entries `keys`, each on a line of its own from line 2.
fn told_of_keys(keys: &[(&str, &str, &str)]) -> String {
    let entry = |(place, key, run): &(&str, &str, &str)| format!("(where: {place:?}, key: {key:?}, run: {run:?}),\n");
    told(&format!("(keys: [\n{}])", keys.iter().map(entry).collect::<String>()))
}

#[test]
fn a_file_without_settings_is_the_default() {
    for text in ["", "\u{feff}", " \r\n// only a comment\r\n", "()", "Config()", "/* nothing */ ( /* set */ )"] {
        assert_eq!(Config::read(text), Ok(Config::default()), "{text:?}");
    }
}

#[test]
fn every_setting_is_read() {
    let text = "\u{feff}// mine\r\n(\r\n theme: own(like: contrast_dark, colours: { person: \"#805572\", dim: \"#9C9C9A\" }),\r\n\
                signs: ascii, tag_lines: on, text_width: 20, panes: one, annotator: \"Şule\", schema: \"新闻.ron\",\r\n\
                mouse: false, clipboard: false, keys: [(where: \"reading\", key: \"C-n\", run: \"word.next\")],\r\n)";
    let config = Config::read(text).expect("every setting");
    let ThemeChoice::Own(theme) = &config.theme else { panic!("{:?}", config.theme) };
    assert_eq!(theme.like, Like::ContrastDark);
    assert_eq!(theme.colours.iter().collect::<Vec<_>>(), [("person", "#805572"), ("dim", "#9C9C9A")]);
    assert_eq!((config.signs, config.tag_lines, config.panes), (Signs::Ascii, TagLines::On, Panes::One));
    assert_eq!((config.annotator.as_str(), config.schema.as_str(), config.text_width), ("Şule", "新闻.ron", 20));
    assert!(!config.mouse && !config.clipboard);
    let keymap = config.keymap(&schema()).expect("no clash");
    assert_eq!(keymap.look_up(Where::Reading, &[Key::ctrl('n')]), Lookup::Run(Command::NextWord));
    assert_eq!(config.keys.first().and_then(|entry| entry.at).map(|at| at.to_string()), Some("5:40".to_owned()));
}

#[test]
fn an_own_theme_writes_and_reads_itself() {
    let text = "own(like: light, colours: { cue: \"#006068\", bar: \"#40868c\" })";
    let Ok(Config { theme: ThemeChoice::Own(theme), .. }) = Config::read(&format!("(theme: {text})")) else {
        panic!("an own theme")
    };
    assert_eq!(theme.to_ron(), "(like:light,colours:{cue:\"#006068\",bar:\"#40868c\"})");
    let again = Config::read(&format!("(theme: own{})", theme.to_ron())).map(|config| config.theme);
    assert_eq!(again, Ok(ThemeChoice::Own(theme)));
}

#[test]
fn the_example_is_the_default_and_states_every_setting() {
    let example = Config::read(EXAMPLE).expect("the example");
    assert_eq!(Config { keys: Vec::new(), ..example.clone() }, Config::default());
    assert_eq!(example.keymap(&schema()), Config::default().keymap(&schema()));
    let stated = place::names_of_settings(EXAMPLE);
    let settings = serde_json::to_value(Config::default()).expect("a value");
    let mut settings: Vec<_> = settings.as_object().expect("settings by name").keys().cloned().collect();
    settings.sort();
    assert_eq!(stated, settings);
    for name in theme::COLOUR_NAMES {
        assert!(EXAMPLE.contains(name), "{name}");
    }
}

#[test]
fn settings_written_are_read_again() {
    let text = "(theme: own(like: light, colours: { cue: \"#006068\" }), signs: unicode, annotator: \"a\\\"喀\", \
                keys: [(where: \"list\", key: \"C-x y\", run: \"undo\")])";
    let config = Config::read(text).expect("settings");
    let mut again = Config::read(&config.to_ron()).expect("what was written");
    again.keys[0].at = config.keys[0].at;
    assert_eq!(again, config);
    assert_eq!(Config::read(&Config::default().to_ron()), Ok(Config::default()));
}

#[test]
fn tag_lines_stand_in_for_colours() {
    assert!(TagLines::Auto.shown(false) && !TagLines::Auto.shown(true));
    assert!(TagLines::On.shown(true) && !TagLines::Off.shown(false));
}

#[test]
fn unknown_names_and_values_are_told_with_what_was_meant() {
    for (text, message) in [
        ("(thme: dark)", "1:2: there is no setting `thme`; did you mean `theme`?"),
        (
            "(\n  colour: 1)",
            "2:3: there is no setting `colour`; known are theme, signs, tag_lines, text_width, panes, annotator, schema, gazetteer, mouse, clipboard, stop_labels, keyboard, learn, suggesters and keys",
        ),
        (
            "(keyboard: (typed: \"йц\", means: \"q\"))",
            "1:12: the keyboard cannot be used: `typed` has 2 characters and `means` 1; for each character of `typed`, the one that it stands for is at its place in `means`",
        ),
        ("(signs: asci)", "1:9: `asci` is not one of auto, unicode and ascii; did you mean `ascii`?"),
        ("(panes: three)", "1:9: `three` is not one of auto, one and two; write one of them, without quotes"),
        ("(mouse: true,\n mouse: true)", "2:2: `mouse` stands here a second time; keep one of the two"),
        (
            "(text_width: /* ş */ 90)",
            "1:22: `text_width` is 90, and it can be 20 to 72; take the line out to have the default",
        ),
        (
            "(suggesters: [(name: \"\", run: [\"x\"])])",
            "1:14: a suggester needs a name and a program to run; a suggester is written `(name: \"spacy\", run: [\"python3\", \"suggest.py\"], seconds: 10)`",
        ),
        (
            "(suggesters: [(name: \"a\", run: [\"x\"]), (name: \"a\", run: [\"y\"])])",
            "1:14: two suggesters are called `a`; give one of them another name",
        ),
        (
            "(theme: own(like: drk))",
            "1:19: `drk` is not one of dark, light, contrast_dark and contrast_light; did you mean `dark`?",
        ),
        (
            "(theme: own(colours: {}))",
            "1:24: `like` is missing; a theme of one's own is written `own(like: dark, colours: {})`",
        ),
        (
            "(theme: own(like: dark, colours: {acent: \"#e0b25c\"}))",
            "1:35: there is no colour `acent`; did you mean `accent`?",
        ),
        (
            "(theme: own(like: dark, colours: {dim: \"#111111\", dim: \"#111111\"}))",
            "1:51: `dim` stands here a second time; keep one of the two",
        ),
        (
            "(theme: own(like: dark, colours: {dim: \"red\"}))",
            "1:40: `red` is not a colour; colours are written `#e0b25c`: red, green and blue, two digits each",
        ),
    ] {
        assert_eq!(told(text), message);
    }
}

#[test]
fn broken_notation_is_told_in_plain_words() {
    for (text, message) in [
        ("(theme: \"dark\")", "1:9: a name is expected here, without quotes"),
        ("(mouse: yes)", "1:9: `true` or `false` is expected here"),
        ("(schema: news)", "1:10: a text in double quotes is expected here"),
        ("(text_width: \"72\")", "1:14: a whole number is expected here"),
        ("(text_width: 300000)", "1:14: this number is out of bounds"),
        ("(theme: dark\n signs: auto)", "2:2: a comma or the closing bracket is expected here"),
        ("(theme: dark", "1:13: a comma or the closing bracket is expected here"),
        ("(signs auto)", "1:8: a colon is expected here"),
        ("(schema: \"喀\", annotator: \"mk)", "1:26: the text that begins here has no closing quote"),
        ("(signs: auto, /* open", "1:18: this comment has no end"),
        ("(theme: dark))", "1:14: this follows the closing bracket of the settings"),
        ("theme: dark", "1:1: the settings stand in round brackets, `(theme: dark)`"),
        ("(keys: {})", "1:8: a list in square brackets is expected here"),
    ] {
        let line = message.split_once(':').expect("a line").0;
        assert_eq!(told(text), format!("{message}; compare line {line} with config.example.ron"));
    }
}

#[test]
fn wrong_key_entries_are_told_with_their_place() {
    let parted = "keys pressed one after the other are parted by a blank, as in `g g`";
    for (place, key, run, message) in [
        (
            "lst",
            "x",
            "none",
            "2:9: there is no place `lst`; the places are anywhere, reading, review, jump, builder, entities, counterparts, said, compare, overview, list and text"
                .to_owned(),
        ),
        ("list", "x", "lst.down", "2:32: no command is called `lst.down`; did you mean `list.down`?".to_owned()),
        ("list", "x", "leap", "2:32: no command is called `leap`; `diptych keys` lists all commands".to_owned()),
        ("list", "x", "label.0", "2:32: no command is called `label.0`; did you mean `label.1`?".to_owned()),
        ("list", "gg", "none", format!("2:22: {}; {parted}", "gg".parse::<Key>().expect_err("no key"))),
        ("list", "", "none", format!("2:22: the entry has no key; {parted}")),
    ] {
        assert_eq!(told_of_keys(&[(place, key, run)]), message);
    }
    let missing = told("(keys: [(where: \"list\",\n key: \"x\")])");
    assert!(missing.starts_with("2:10: `run` is missing; an entry is written `(where: "), "{missing}");
}

#[test]
fn clashing_and_hidden_keys_are_told_with_their_place() {
    let twice = told_of_keys(&[("reading", "V", "undo"), ("reading", "V", "redo")]);
    assert_eq!(twice, "3:1: `V` is bound twice (reading): to undo and to redo; keep one of the two entries");
    let hidden = told_of_keys(&[("list", "x", "none"), ("reading", "u u", "redo")]);
    let advice = "choose other keys, or free one of the two with `run: \"none\"`";
    assert_eq!(hidden, format!("3:1: `u u` (reading) can never be reached: `u` runs undo at once; {advice}"));
    let hides = told_of_keys(&[("reading", "g", "undo")]);
    assert!(hides.starts_with("2:1: `g g` (reading) can never be reached: `g` runs undo at once"), "{hides}");
}

#[test]
fn freed_keys_make_room() {
    let text =
        "(keys: [(where: \"reading\", key: \"u\", run: \"none\"), (where: \"reading\", key: \"u u\", run: \"redo\")])";
    let keymap = Config::read(text).and_then(|config| config.keymap(&schema())).expect("room");
    assert_eq!(keymap.look_up(Where::Reading, &[Key::char('u')]), Lookup::Pending);
}

fn key() -> impl Strategy<Value = Key> {
    let named = [KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Backspace, KeyCode::Delete, KeyCode::Up]
        .into_iter()
        .chain([KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp])
        .chain([KeyCode::PageDown, KeyCode::Char(' '), KeyCode::Char('-'), KeyCode::Char('ş'), KeyCode::Char('"')])
        .collect::<Vec<_>>();
    let typed = any::<char>().prop_filter("types something", |typed| !typed.is_whitespace() && !typed.is_control());
    let code =
        prop_oneof![prop::sample::select(named), typed.prop_map(KeyCode::Char), (1_u8..=24).prop_map(KeyCode::F)];
    (code, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt, shift)| {
        let shift = shift && !matches!(code, KeyCode::Char(_));
        Key { code, ctrl, alt, shift }
    })
}

fn nearly_a_file() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "theme",
        "own",
        "like",
        "dark",
        "colours",
        "accent",
        "\"#e0b25c\"",
        "text_width",
        "90",
        "-",
        "keys",
        "where",
        "\"reading\"",
        "key",
        "\"g\"",
        "\"C-x ş\"",
        "run",
        "\"undo\"",
        "//",
        "/*",
        "*/",
        "\n",
        "\r\n",
        " ",
        "\"",
        "'",
        "\\",
        "喀",
        "Config",
        "#![enable(unwrap_newtypes)]",
        "r#",
        "\u{feff}",
        "(keys:[(where:\"reading\",key:\"",
        "\",run:\"",
        "\"),",
        "\")])",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_key_sequence_is_read_as_it_is_written(keys in prop::collection::vec(key(), 1..4)) {
        let entry = KeyEntry { place: "text".to_owned(), key: notation(&keys), run: "none".to_owned(), at: None };
        let binding = entry.binding();
        prop_assert_eq!(binding.map(|binding| binding.keys), Ok(keys.clone()));
        let file = Config { keys: vec![entry], ..Config::default() };
        let text = place::options().to_string(&file).expect("it can be written");
        let read = Config::read(&text).expect("it can be read");
        prop_assert_eq!(read.keys[0].key.as_str(), notation(&keys));
    }

    #[test]
    fn no_text_is_too_much(text in prop_oneof![any::<String>(), nearly_a_file()]) {
        match Config::read(&text).and_then(|config| config.keymap(&schema())) {
            Ok(_) => {}
            Err(error) => {
                let at = error.at.expect("a place");
                prop_assert!((1..=text.lines().count().max(1) + 1).contains(&at.line), "{} {:?}", error, text);
                prop_assert!(at.column >= 1 && !error.hint().is_empty());
            }
        }
    }
}
