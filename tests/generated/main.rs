//! The files that are made from the program, compared with what it says now; and lists kept in two rooms.
//!
//! After a change of the command table or of a bundled schema these tests fail until the files are made anew:
//!
//! ```text
//! DIPTYCH_BLESS=1 cargo test --test generated
//! ```

use std::fs;
use std::path::Path;

use diptych::config::Config;
use diptych::config::theme::{COLOUR_NAMES, ThemeChoice};
use diptych::editor::key_table;
use diptych::editor::keymap::Keymap;
use diptych::format::schema::bundled;
use diptych::tui::theme::bundled::OwnTheme;
use diptych::tui::theme::palette::Colour;

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

#[test]
fn the_settings_name_the_colours_that_themes_have() {
    assert_eq!(COLOUR_NAMES.map(str::to_owned), Colour::ALL.map(|colour| colour.to_string()));
}

#[test]
fn a_theme_of_the_settings_is_one_of_the_screen() {
    let text = "(theme: own(like: contrast_light, colours: { accent: \"#603400\", error_fg: \"#FFFFFF\" }))";
    let Ok(Config { theme: ThemeChoice::Own(theme), .. }) = Config::read(text) else { panic!("an own theme") };
    let own: OwnTheme = ron::from_str(&theme.to_ron()).expect("the same theme");
    let colours: Vec<(String, String)> =
        own.colours.iter().map(|(name, tone)| (name.to_string(), tone.rgb.to_string())).collect();
    assert_eq!(format!("{:?}", own.like), format!("{:?}", theme.like));
    assert_eq!(
        colours,
        theme.colours.iter().map(|(name, value)| (name.to_owned(), value.to_lowercase())).collect::<Vec<_>>()
    );
}
