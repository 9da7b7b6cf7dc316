//! Any text as settings, schema, theme and keys: an error has a place in the text, and what reads can be written.

use diptych::config::Config;
use diptych::config::theme::ThemeChoice;
use diptych::editor::command::Where;
use diptych::editor::key::Key;
use diptych::editor::keymap::{Keymap, Lookup};
use diptych::format::schema::{bundled, read_schema};
use diptych::tui::theme::bundled::{OwnTheme, Themes};

use crate::place::lies_in;

/// Checks `bytes` as a file of settings and, after a line of `---`, a schema.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (settings, schema) = text.split_once("\n---\n").unwrap_or((&text, ""));
    let schema = match read_schema(if schema.is_empty() { settings } else { schema }) {
        Ok(schema) => {
            assert!(!schema.labels.is_empty(), "a schema has labels");
            schema
        }
        Err(error) => {
            if let Some(at) = error.at {
                let read = if schema.is_empty() { settings } else { schema };
                lies_in(read, at.line, at.column, &error.to_string());
            }
            assert!(!error.hint().is_empty());
            bundled("news").expect("bundled")
        }
    };
    let keymap = match Config::read(settings) {
        Ok(config) => {
            written(&config);
            if let ThemeChoice::Own(own) = &config.theme {
                let read: OwnTheme = ron::from_str(&own.to_ron()).expect("what the settings take, the theme takes");
                let (Ok((_, findings)) | Err(findings)) = Themes::bundled().own(&read);
                assert!(findings.iter().all(|finding| !finding.to_string().is_empty()));
            }
            config.keymap(&schema)
        }
        Err(error) => Err(error),
    };
    match keymap {
        Ok(keymap) => reached(&keymap),
        Err(error) => {
            if let Some(at) = error.at {
                lies_in(settings, at.line, at.column, &error.to_string());
            }
            assert!(!error.hint().is_empty());
        }
    }
    let _ = Themes::read(settings);
    keys(settings);
}

/// Settings that are written are read again.
fn written(config: &Config) {
    let text = config.to_ron();
    let again = Config::read(&text).unwrap_or_else(|error| panic!("{error} in what was written: {text}"));
    assert_eq!(again.to_ron(), text);
    let without_keys = |config: &Config| Config { keys: Vec::new(), ..config.clone() };
    assert_eq!(without_keys(&again), without_keys(config));
    assert_eq!(again.keys.len(), config.keys.len());
}

/// Every key sequence of a map runs what the map says it runs.
fn reached(keymap: &Keymap) {
    for (place, keys, command) in keymap.iter() {
        let found = keymap.look_up(place, keys);
        let is_longer = [place, Where::Anywhere].iter().any(|place| keymap.longer(*place, keys).next().is_some());
        assert_eq!(found, if is_longer { Lookup::Pending } else { Lookup::Run(command) }, "{keys:?}");
        for length in 1..keys.len() {
            assert_eq!(keymap.look_up(place, &keys[..length]), Lookup::Pending, "{keys:?}");
        }
    }
}

/// A key that reads is written so that it reads again.
fn keys(text: &str) {
    for word in text.split_whitespace() {
        if let Ok(key) = word.parse::<Key>() {
            assert_eq!(key.notation().parse::<Key>().ok(), Some(key), "{word:?}");
        }
    }
}
