//! The files that are made from the program, compared with what it says now.
//!
//! After a change of the command table or of a bundled schema these tests fail until the files are made anew:
//!
//! ```text
//! DIPTYCH_BLESS=1 cargo test --test generated
//! ```

use std::fs;
use std::path::Path;

use diptych::editor::key_table;
use diptych::editor::keymap::Keymap;
use diptych::format::schema::bundled;

/// Compares the file `path` of the repository with `now`, or writes it where `DIPTYCH_BLESS` is set.
fn up_to_date(path: &str, now: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("DIPTYCH_BLESS").is_some() {
        fs::write(&file, now).expect("the repository can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let differs = kept.lines().zip(now.lines()).position(|(kept, now)| kept != now);
    let line = differs.unwrap_or(kept.lines().count().min(now.lines().count())) + 1;
    assert!(kept == now, "{path} is out of date from line {line} on; `DIPTYCH_BLESS=1 cargo test --test generated`");
}

#[test]
fn the_page_of_keys_says_what_the_keys_do() {
    let schema = bundled("news").expect("the default schema");
    let keymap = Keymap::new(&schema, &[]).expect("the default keys do not clash");
    up_to_date("docs/keys.md", &key_table::keys_markdown(&keymap, &schema));
}

#[test]
fn the_example_configuration_states_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.example.ron");
    let kept = fs::read_to_string(path).expect("the example");
    let (before, rest) = kept.split_once("    keys: [\n").expect("a key section");
    let (_, after) = rest.split_once("    ],\n").expect("its end");
    let now = format!("{before}    keys: [\n{}    ],\n{after}", key_table::configuration());
    up_to_date("config.example.ron", &now);
}
