//! Searching places in the running program: the bundled ones, and a table that the settings name.

use super::*;

const TABLE: &str = "/maps/AF.txt";

const ROW: &str = "9\tMelvice\tMelvice\tMelwitz\t36.5\t65.5\tP\tPPL\tAF\t\t\t\t\t\t7\t\t\tAsia/Kabul\t2021-08-08\n";

/// Opens a pair with the table of places, locates what the first word names by `asked`, and returns the last picture.
fn located(table: Option<&[u8]>, asked: &str, keys: &str) -> (String, App) {
    let disk = pair();
    if let Some(table) = table {
        disk.put(TABLE, table);
    }
    let setup = Setup { gazetteer: Some(TABLE.into()), ..setup() };
    let mut app = launch::inline(opening(&disk).finish().expect("the pair opens"), setup);
    let mut paper = Paper::default();
    press(&mut app, &mut paper, "t space e p C-u");
    for letter in asked.chars() {
        app.handle(Input { tick: 0, at: Timestamp(0), kind: InputKind::Key(Key::char(letter)) }, &mut paper);
    }
    press(&mut app, &mut paper, keys);
    (paper.text, app)
}

#[test]
fn the_named_table_is_searched_beside_the_bundled_one() {
    let (picture, app) = located(Some(ROW.as_bytes()), "Melwice", "enter");
    assert!(picture.contains("geonames:9"), "{picture}");
    let entity = app.editor().set().entities().next().expect("it is located");
    assert_eq!(entity.location, Some((36.5, 65.5)));
    let (picture, _) = located(Some(ROW.as_bytes()), "Sheberghan", "");
    assert!(picture.contains("Shibirghān"), "{picture}");
}

#[test]
fn a_table_that_is_none_is_told_once_and_the_bundled_one_is_searched() {
    for (table, told) in [
        (Some(&b"id,name\n"[..]), "cannot use the table of places /maps/AF.txt: line 1 has 1 columns; the main"),
        (Some(&b"\xff"[..]), "cannot use the table of places /maps/AF.txt: line 1 is not UTF-8"),
        (Some(&b""[..]), "cannot use the table of places /maps/AF.txt: there is no place in it"),
        (None, "cannot use the table of places /maps/AF.txt: no such file"),
    ] {
        let (picture, _) = located(table, "K", "");
        assert!(picture.contains(told), "{told}: {picture}");
        let (picture, _) = located(table, "Kabul", "enter");
        assert!(picture.contains("geonames:1138958"), "{picture}");
    }
}
