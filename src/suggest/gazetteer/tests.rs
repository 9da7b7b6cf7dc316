//! Places are found however they are spelled, and a file that is no table is refused with its place.

use super::fold::{distance, folded, is_near, skeleton};
use super::*;
use proptest::prelude::*;

/// Lines of the main table of `GeoNames`: `id name alternates latitude longitude class code country people`.
fn table(rows: &[(&str, &str, &str, &str, &str, &str, &str)]) -> String {
    let line = |(id, name, others, latitude, longitude, code, people): &(&str, &str, &str, &str, &str, &str, &str)| {
        format!(
            "{id}\t{name}\t\t{others}\t{latitude}\t{longitude}\tP\t{code}\tAF\t\t\t\t\t\t{people}\t\t\tAsia/Kabul\t2021-08-08\n"
        )
    };
    rows.iter().map(line).collect()
}

fn afghanistan() -> Gazetteer {
    let rows = [
        ("1125444", "Shibirghān", "Sheberghan,Şıbırğan,شبرغان", "36.66757", "65.7529", "PPLA", "55641"),
        ("1139049", "Jowzjān", "Jozjan,Velayat-e Jowzjan,جوزجان", "36.75", "66", "ADM1", "0"),
        ("1140026", "Herāt", "Herat,Hérat,هرات", "34.34817", "62.19967", "PPLA", "574300"),
        ("1140025", "Herat", "Velāyat-e Herāt", "34.5", "62", "ADM1", "1780000"),
        ("1138958", "Kabul", "Kaboul,کابل,喀布尔", "34.52813", "69.17233", "PPLC", "4434550"),
    ];
    Gazetteer::read(table(&rows).as_bytes()).expect("a table")
}

fn first(gazetteer: &Gazetteer, asked: &str) -> String {
    search(&[gazetteer], asked, 5).first().map_or(String::new(), |place| place.name.clone())
}

#[test]
fn places_are_found_in_any_spelling() {
    let places = afghanistan();
    for (asked, name) in [
        ("Jawzjan", "Jowzjān"),
        ("Jouzjan", "Jowzjān"),
        ("Juzjan", "Jowzjān"),
        ("Sheberghan", "Shibirghān"),
        ("Shebergan", "Shibirghān"),
        ("Scheberghan", "Shibirghān"),
        ("sheber", "Shibirghān"),
        ("Şıbırğan", "Shibirghān"),
        ("شبرغان", "Shibirghān"),
        ("herat", "Herat"),
        ("Qabul", "Kabul"),
        ("喀布", "Kabul"),
        ("KABÛL", "Kabul"),
        ("Kabull", "Kabul"),
        ("Kabu", "Kabul"),
    ] {
        assert_eq!(first(&places, asked), name, "{asked}");
    }
    let found = search(&[&places], "Sheberghan", 3);
    assert_eq!(found[0].by.as_deref(), Some("Sheberghan"));
    assert_eq!((found[0].id, found[0].location), (1_125_444, Some((36.6676, 65.7529))));
    for asked in ["", " ", "–", "Reykjavík", "東京"] {
        assert!(search(&[&places], asked, 5).is_empty(), "{asked}");
    }
}

#[test]
fn the_bundled_table_knows_the_larger_places_of_the_world() {
    for (asked, name) in [
        ("Sheberghan", "Shibirghān"),
        ("Herat", "Herāt"),
        ("東京", "Tokyo"),
        ("München", "Munich"),
        ("Muenchen", "Munich"),
        ("Afghanistan", "Afghanistan"),
        ("Afganistan", "Afghanistan"),
        ("Kiev", "Kyiv"),
        ("Київ", "Kyiv"),
        ("kabul", "Kabul"),
        ("Zurich", "Zürich"),
        ("New York", "New York City"),
    ] {
        assert_eq!(first(bundled(), asked), name, "{asked}");
    }
}

/// What somebody types who means the place, and has not typed all of it.
#[test]
fn the_beginning_of_a_name_is_worth_more_than_a_larger_place_that_sounds_alike() {
    for (asked, name) in [
        ("Kab", "Kabul"),
        ("Kabu", "Kabul"),
        ("Tehr", "Tehran"),
        ("Mazar", "Mazār-e Sharīf"),
        ("Kand", "Kandahār"),
        ("Washing", "Washington"),
        ("Lon", "London"),
        ("Mosc", "Moscow"),
        ("Beij", "Beijing"),
        ("Ist", "Istanbul"),
        ("şanlı", "Şanlıurfa"),
        ("gaza c", "Gaza"),
        ("Alep", "Aleppo"),
        ("Damas", "Damascus"),
        ("Bagd", "Baghdad"),
        ("Odes", "Odesa"),
        ("Khark", "Kharkiv"),
        ("Bomb", "Mumbai"),
        ("Kolk", "Kolkata"),
        ("São P", "São Paulo"),
        ("Zur", "Zürich"),
        ("Munch", "Munich"),
        ("Bruss", "Brussels"),
        ("Diyar", "Diyarbakır"),
        ("Pesh", "Peshawar"),
        ("Isla", "Islamabad"),
        ("sheber", "Shibirghān"),
        ("Uzbek", "Uzbekistan"),
        ("喀布", "Kabul"),
        ("کاب", "Kabul"),
    ] {
        assert_eq!(first(bundled(), asked), name, "{asked}");
    }
    for asked in ["Nimroz", "Jawzjan"] {
        let found: Vec<_> = search(&[bundled()], asked, 5).into_iter().map(|place| place.name).collect();
        assert!(found.is_empty(), "provinces are not in the table, and nothing else is offered for {asked}: {found:?}");
    }
}

#[test]
fn what_a_place_is_is_said_with_its_country() {
    let what = |tables: &[&Gazetteer], asked| search(tables, asked, 1).first().map(Place::what).unwrap_or_default();
    let own = afghanistan();
    assert_eq!(what(&[&own], "Sheberghan"), "town in AF");
    assert_eq!(what(&[&own, bundled()], "Sheberghan"), "town in Afghanistan");
    assert_eq!(what(&[bundled()], "Kab"), "capital of Afghanistan");
    assert_eq!(what(&[bundled()], "Afghanistan"), "country");
}

#[test]
fn of_several_tables_the_first_has_the_word() {
    let own = table(&[("1138958", "Kābul", "", "34.5", "69.2", "PPLC", "1"), ("7", "Kabul", "", "1", "2", "PPL", "5")]);
    let own = Gazetteer::read(own.as_bytes()).expect("a table");
    let found: Vec<(u32, String)> =
        search(&[&own, bundled()], "Kabul", 3).into_iter().map(|place| (place.id, place.name)).collect();
    assert_eq!(found[..2], [(1_138_958, "Kābul".to_owned()), (7, "Kabul".to_owned())]);
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_place() {
    let good = table(&[("1", "A", "", "1", "2", "PPL", "3")]);
    let told = |bytes: &[u8]| Gazetteer::read(bytes).expect_err("no table").to_string();
    assert_eq!(told(b""), "there is no place in it");
    assert_eq!(told(b"id,name\n"), "line 1 has 1 columns; the main table of GeoNames has 19, parted by tabs");
    assert_eq!(
        told(format!("{good}x\ty\n").as_bytes()),
        "line 2 has 2 columns; the main table of GeoNames has 19, parted by tabs"
    );
    let no_number = table(&[("Q42", "A", "", "1", "2", "PPL", "3")]);
    assert_eq!(told(no_number.as_bytes()), "line 1, column 1 (id): `Q42` is no GeoNames number");
    let far = table(&[("1", "A", "", "91", "2", "PPL", "3")]);
    assert_eq!(told(far.as_bytes()), "line 1, column 5 (latitude): `91` is not on the earth");
    let word = table(&[("1", "A", "", "1", "east", "PPL", "3")]);
    assert_eq!(told(word.as_bytes()), "line 1, column 6 (longitude): `east` is no number of degrees");
    let nan = table(&[("1", "A", "", "NaN", "2", "PPL", "3")]);
    assert_eq!(told(nan.as_bytes()), "line 1, column 5 (latitude): `NaN` is not on the earth");
    let nameless = table(&[("1", " ", "", "1", "2", "PPL", "3")]);
    assert_eq!(told(nameless.as_bytes()), "line 1, column 2 (name): ` ` is no name");
    let mut bytes = good.clone().into_bytes();
    bytes.extend(b"\xff\n");
    assert_eq!(told(&bytes), "line 2 is not UTF-8");
    let windows = format!("\u{feff}{}", good.replace('\n', "\r\n"));
    assert_eq!(Gazetteer::read(windows.as_bytes()).map(|places| places.len()), Ok(1));
}

#[test]
fn letters_that_differ_are_counted_in_halves() {
    assert_eq!(distance("jawzjan", "jowzjan", 9), Some(1));
    assert_eq!(distance("kabul", "qabul", 9), Some(2));
    assert_eq!(distance("kabul", "kabul", 0), Some(0));
    assert_eq!(distance("", "ab", 9), Some(3));
    assert_eq!(distance("herat", "kabul", 2), None);
    assert!(is_near("kbl", "kvl") && is_near("kbl", "kbll") && is_near("東京", "東") && !is_near("kbl", "hrt"));
}

proptest! {
    /// Whatever its case and its marks, a name is the same when it is folded; folding twice changes nothing.
    #[test]
    fn folding_does_away_with_case_and_marks(name in "\\PC{0,24}") {
        let once = folded(&name);
        prop_assert_eq!(&folded(&once), &once);
        prop_assert!(once.chars().all(char::is_alphanumeric));
        prop_assert_eq!(skeleton(&once), skeleton(&name));
    }

    #[test]
    fn latin_names_fold_alike_with_marks_and_in_capitals(name in "[a-z]{1,12}", mark in "[\u{300}-\u{304}\u{327}]") {
        let marked: String = name.chars().flat_map(|letter| [letter.to_ascii_uppercase()].into_iter().chain(mark.chars())).collect();
        prop_assert_eq!(folded(&marked), name);
    }

    /// A place is found by each of its names, by the name with a vowel exchanged, and as soon as three letters are typed.
    #[test]
    fn every_name_finds_its_place(names in prop::collection::vec("[A-Z][a-z]{3,9}( [A-Z][a-z]{2,6})?", 1..12)) {
        let rows: Vec<(String, &String)> = names.iter().enumerate().map(|(at, name)| (at.to_string(), name)).collect();
        let rows: Vec<_> = rows.iter().map(|(id, name)| (id.as_str(), name.as_str(), "", "1", "2", "PPL", "3")).collect();
        let places = Gazetteer::read(table(&rows).as_bytes()).expect("a table");
        for name in &names {
            let found = search(&[&places], name, 1);
            prop_assert_eq!(folded(&found[0].name), folded(name));
            let begun: String = name.chars().take(4).collect();
            prop_assert!(search(&[&places], &begun, 20).iter().any(|place| place.name == *name), "{} of {}", begun, name);
        }
    }

    #[test]
    fn nothing_breaks_the_search(asked in "\\PC{0,30}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let found = search(&[&afghanistan()], &asked, 3);
        prop_assert!(found.len() <= 3);
        let _ = Gazetteer::read(&bytes);
    }

    #[test]
    fn the_distance_is_the_same_both_ways(one in "[a-e]{0,8}", other in "[a-e]{0,8}", most in 0_u32..20) {
        prop_assert_eq!(distance(&one, &other, most), distance(&other, &one, most));
        prop_assert_eq!(distance(&one, &one, 0), Some(0));
    }
}
