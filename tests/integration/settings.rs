//! Settings, keys and formats as the program prints them.

use crate::run::Folder;

#[test]
fn the_example_is_printed_and_is_what_holds_without_a_file() {
    let folder = Folder::new();
    let example = folder.run("config --default").well();
    assert_eq!(example, include_str!("../../config.example.ron"));
    let folder = folder.with("own.ron", &example);
    assert_eq!(folder.run("config").well(), Folder::new().run("config").well());
    // The example states every key, which changes nothing of what they do.
    assert_eq!(folder.run("keys --config own.ron").well(), folder.run("keys").well());
}

#[test]
fn the_settings_file_is_found_where_it_is_named() {
    let folder = Folder::new().with("own.ron", "(annotator: \"jl\", theme: light)");
    assert!(folder.run("config --config own.ron").well().contains("annotator: \"jl\""));
    let folder = folder.variable("DIPTYCH_CONFIG", "own.ron");
    assert!(folder.run("config").well().contains("theme: light"));
    assert_eq!(folder.run("config --path").well(), "own.ron\n");
    let folder = Folder::new();
    assert_eq!(
        folder.run("config --path").well(),
        format!("{}\n", folder.path("home/.config/diptych/config.ron").display())
    );
}

#[test]
fn broken_settings_are_told_with_their_place() {
    let folder = Folder::new()
        .with("own.ron", "(\n    theme: drak,\n)\n")
        .with("keys.ron", "(keys: [(where: \"reading\", key: \"g\", run: \"undo\")])");
    folder
        .run("config --config own.ron")
        .wrong("error: cannot read the settings own.ron: 2:12: `drak` is not one of auto, dark, light, contrast, contrast_dark, contrast_light and own");
    folder.run("keys --config nix.ron").wrong("error: cannot read the settings nix.ron: no such file");
    let hidden = folder.run("keys --config keys.ron");
    assert!(
        hidden.code == 2 && hidden.err.starts_with("error: cannot use the keys of the settings keys.ron: 1:"),
        "{hidden:?}"
    );
    let folder = folder.with("a.txt", "One.\n").with("b.txt", "Two.\n").variable("DIPTYCH_CONFIG", "own.ron");
    let printed = folder.run("a.txt b.txt");
    assert_eq!((printed.code, printed.out.lines().count()), (0, 5), "reading goes on with the defaults");
    assert!(printed.err.starts_with("note: cannot read the settings own.ron: 2:12:"), "{}", printed.err);
    for line in ["suggest a.txt b.txt", "stats a.txt b.txt"] {
        let told = folder.run(line);
        assert!(told.err.starts_with("note: cannot read the settings own.ron: 2:12:"), "{line}: {}", told.err);
    }
    assert_eq!(folder.run("a.txt b.txt --config own.ron").code, 2, "a file that is named must be right");
}

#[test]
fn keys_and_formats_are_listed_for_people_and_for_programs() {
    let folder = Folder::new().with("own.ron", "(keys: [(where: \"reading\", key: \"C-n\", run: \"word.next\")])");
    let rows = |line: &str| -> Vec<serde_json::Value> {
        let out = folder.run(line).well();
        out.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect()
    };
    let keys = rows("keys --json --config own.ron");
    let next = keys.iter().find(|row| row["command"] == "word.next").expect("a command of the table");
    assert!(next["keys"].as_array().is_some_and(|keys| keys.iter().any(|key| key == "C-n")), "{next}");
    assert!(folder.run("keys").well().contains("Give the label Person"));
    let formats = rows("formats --json");
    assert!(formats.iter().any(|row| row["name"] == "ron" && row["reads"] == true));
    assert_eq!(folder.run("formats").well().lines().next().and_then(|line| line.split(' ').next()), Some("ron"));
}
