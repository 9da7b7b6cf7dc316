//! Exports as files, into folders and down pipes.

use crate::run::Folder;

#[test]
fn the_native_form_comes_back_as_it_was() {
    let folder = Folder::of_sample();
    let set = folder.read("courier--herald.sample.ron");
    assert_eq!(folder.run("export --format ron courier--herald.sample.ron").well(), set);
    let ran = folder.run("export --format ron -o copy.ron courier.txt herald.txt --annotator sample");
    assert_eq!((ran.code, ran.err.as_str()), (0, "wrote: copy.ron\n"));
    assert_eq!(folder.read("copy.ron"), set);
}

#[test]
fn files_that_are_there_are_kept_unless_forced() {
    let folder = Folder::of_sample().with("out/melvice-2026.ron", "mine");
    let ran = folder.run("export --format ron --to out courier--herald.sample.ron");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let error = format!(
        "error: {} is there already, and nothing was written\nhint: `--force` replaces it\n",
        "out/melvice-2026.ron"
    );
    assert_eq!((ran.err, folder.read("out/melvice-2026.ron").as_str()), (error, "mine"));
    assert_eq!(folder.run("export --format ron --to out --force courier--herald.sample.ron").code, 0);
    assert_eq!(folder.read("out/melvice-2026.ron"), folder.read("courier--herald.sample.ron"));
}

#[test]
fn an_unknown_format_is_answered_with_the_known_ones() {
    let ran = Folder::of_sample().run("export --format docx courier--herald.sample.ron");
    ran.wrong("error: there is no format `docx` to export to");
    assert!(ran.err.contains("hint: known are ron"), "{}", ran.err);
}
