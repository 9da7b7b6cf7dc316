//! Wrong use and bad input: one clear sentence, what to do, exit code 2, and nothing changed.

use std::fs::File;

use crate::run::Folder;

#[test]
fn what_is_no_article_is_refused_in_one_sentence() {
    let folder = Folder::new()
        .with("a.txt", "One.\n")
        .with("folder/x.txt", "")
        .with("image.txt", b"PNG\0\0")
        .with("latin.txt", b"caf\xe9 au lait")
        .with("utf16.txt", b"\xff\xfeO\0n\0e\0");
    File::create(folder.path("huge.txt")).and_then(|file| file.set_len((64 << 20) + 1)).expect("a file with a hole");
    File::create(folder.path("huge.ron")).and_then(|file| file.set_len((256 << 20) + 1)).expect("a file with a hole");
    for (line, error) in [
        ("a.txt nix.txt", "error: there is no file nix.txt"),
        ("a.txt folder", "error: folder is a folder, not an article"),
        ("a.txt image.txt", "error: image.txt is a binary file, not a text: NUL byte at byte 3"),
        ("a.txt huge.txt", "error: huge.txt is larger than 64 MiB, the most that is read of an article"),
        ("a.txt", "error: a pair has two articles, and only a.txt is named"),
        ("folder", "error: folder is a folder, and folders of pairs cannot be opened yet"),
        ("a.txt b.ron", "error: b.ron is a set, not an article"),
        ("b.ron --set c.ron", "error: b.ron is a set, and so is what stands behind `--set`"),
        ("- -", "error: standard input is one article, and both sides ask for it"),
        ("stats a.txt", "error: a pair has two articles, and only a.txt is named"),
        ("stats nix.ron", "error: cannot read the set nix.ron: no such file"),
        ("huge.ron", "error: cannot read the set huge.ron: it is larger than 256 MiB, the most that is read of a set"),
        ("stats a.txt folder/x.txt", "error: there is no set a--x.mk.ron"),
    ] {
        folder.run(line).wrong(error);
    }
    for (line, words) in
        [("a.txt latin.txt", "latin.txt is not UTF-8 at byte 3 (0xE9)"), ("a.txt utf16.txt", "utf16.txt is UTF-16")]
    {
        let ran = folder.run(line);
        assert!(ran.code == 2 && ran.err.starts_with(&format!("error: {words}")), "{ran:?}");
    }
    assert_eq!(folder.files().len(), 7, "nothing was written");
}

#[test]
fn a_set_that_cannot_be_used_is_left_as_it_is() {
    let folder = Folder::of_sample();
    let set = folder.read("courier--herald.sample.ron");
    let folder = folder
        .with("other.txt", "Another text.\n")
        .with("newer.ron", set.replace("format: 1", "format: 7"))
        .with("broken.ron", set.replacen("label: \"place\"", "lable: \"place\"", 1))
        .with("text.ron", "Not a set.\n")
        .with("merge.ron", set.replacen("    entities: [", "<<<<<<< ours\n    entities: [", 1));
    let files = folder.files();
    for (line, error) in [
        (
            "other.txt herald.txt --set courier--herald.sample.ron",
            "error: the set courier--herald.sample.ron was made on another text than other.txt",
        ),
        (
            "herald.txt courier.txt --set courier--herald.sample.ron",
            "error: the set courier--herald.sample.ron was made on another text than herald.txt",
        ),
        (
            "courier.txt herald.txt --set newer.ron",
            "error: cannot read the set newer.ron: 4:1: the file has format 7, and this program reads up to 1",
        ),
        (
            "stats text.ron",
            "error: cannot read the set text.ron: 1:1: this is not an annotation set: expected `format: 1` first",
        ),
    ] {
        folder.run(line).wrong(error);
    }
    for (line, words) in [("stats broken.ron", "`lable`"), ("export --format ron merge.ron", "unfinished merge")] {
        let ran = folder.run(line);
        assert!(ran.code == 2 && ran.err.contains(words) && ran.err.contains("\nhint: "), "{ran:?}");
    }
    assert_eq!(folder.files(), files);
    assert_eq!(folder.read("courier--herald.sample.ron"), set);
}

#[test]
fn a_wrong_command_line_is_answered_with_what_would_be_right() {
    let folder = Folder::new();
    for line in ["--no-such", "a b c", "stats", "export a.ron", "--sample a.txt", "config --default --path"] {
        let ran = folder.run(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
        assert!(ran.err.starts_with("error: ") && !ran.err.contains('\u{1b}'), "{}", ran.err);
    }
}

#[test]
fn help_is_data_and_says_how_to_begin() {
    let folder = Folder::new();
    for line in ["--help", "-h"] {
        let help = folder.run(line).well();
        assert!(help.contains("diptych monday.txt tuesday.txt") && !help.contains('\u{1b}'), "{help}");
    }
    for command in ["export", "stats", "check", "doctor", "keys", "config", "formats"] {
        let help = folder.run(&format!("{command} --help")).well();
        assert!(help.contains(&format!("Usage: diptych {command}")), "{help}");
        assert!(folder.run("--help").out.contains(&format!("\n  {command} ")), "{command}");
    }
    assert!(folder.run("--version").well().starts_with("diptych 0."));
}
