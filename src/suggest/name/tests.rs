//! Names as the rules find them, said as a text with brackets.

use super::*;
use crate::suggest::Passage;
use crate::text::{DocId, Document};

/// Returns the names of `text` in order, each with the word of its sort.
fn found(text: &str) -> Vec<String> {
    let document = Document::new(DocId::A, text.to_owned());
    let mut evidence = Evidence::default();
    evidence.add(text);
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let paragraph = document.paragraph_at(at);
        let passage = Passage::of(&document, paragraph.clone());
        all.extend(names(&passage, &evidence));
        let Some(next) = document.next_paragraph(at) else { break };
        at = next.start;
    }
    let word = |sort: Option<Sort>| match sort {
        Some(Sort::Person) => "person",
        Some(Sort::Organization) => "body",
        Some(Sort::Place) => "place",
        Some(Sort::Date) => "date",
        Some(Sort::Event) => "event",
        None => "?",
    };
    all.into_iter().map(|name| format!("{} {}", word(name.sort), document.slice(name.bytes))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn capitals_inside_a_sentence_are_names() {
    check("the road to Melvice and René Okoye", &["place Melvice", "person René Okoye"]);
}

#[test]
fn titles_are_no_part_of_a_name_and_part_those_around_them() {
    check("He met President Ashraf Ghani.", &["person Ashraf Ghani"]);
    check("It was Turkish President Recep Erdogan.", &["place Turkish", "person Recep Erdogan"]);
    check("So said US Secretary of State John Kerry.", &["place US", "person John Kerry"]);
    check("Then warlord Abdul Rashid Dostum came.", &["person Abdul Rashid Dostum"]);
    check("They met the President.", &[]);
    check("It was Gen. Dostum and George W. Bush.", &["person Dostum", "person George W. Bush"]);
}

#[test]
fn abbreviations_hyphens_and_possessives() {
    check("It is in the U.S. and in B.C. now.", &["place U.S.", "place B.C."]);
    check("A U.S.-led force met Afghanistan’s army.", &["place U.S.", "place Afghanistan"]);
    check("The anti-Taliban and Afghan-led groups of al-Qaeda", &["body Taliban", "place Afghan", "body al-Qaeda"]);
    check("the aide of Suleiman al-Amr slept", &["person Suleiman al-Amr"]);
}

#[test]
fn bodies_of_a_country_hold_its_name_and_official_names_are_small() {
    check("so the Afghan government fell", &["body Afghan government", "place Afghan"]);
    check("so the Afghan security forces fled", &["body Afghan security forces", "place Afghan"]);
    check("so the interior ministry said", &["body interior ministry"]);
    check(
        "He left the Department of Defense and the Islamic State of Iraq and the Levant.",
        &["body Department of Defense", "body Islamic State of Iraq and the Levant"],
    );
}

#[test]
fn a_capital_at_a_start_counts_only_with_evidence() {
    check("Officials ran. Sheberghan fell. Later it burned.", &["? Sheberghan"]);
    check("Police ran. The police of Ordal slept. Ordal burned.", &["? Ordal", "? Ordal"]);
    check("Defeating ISIL takes time.", &["body ISIL"]);
}

#[test]
fn datelines_and_headings_in_capitals() {
    check("KABUL: The rain fell in Melvice.", &["place KABUL", "place Melvice"]);
    check("RAIN FALLS ON KABUL AGAIN\n\nIt fell on Kabul.", &["place KABUL", "place Kabul"]);
    check("Rebels Seize Kabul After Long Siege\n\nIt fell.", &["place Kabul"]);
}

#[test]
fn dates_are_found_as_news_write_them() {
    check(
        "It was on Saturday, on August 1, 2021, on 8 August and on 2021-08-08.",
        &["date Saturday", "date August 1, 2021", "date 8 August", "date 2021-08-08"],
    );
    check("It began in May. May it end.", &["date May"]);
}

#[test]
fn german_nouns_are_no_names_and_scripts_without_capitals_have_no_rule() {
    check(
        "Die Regierung hat am Montag in Berlin mit dem Bau der Brücke begonnen, sagte Kanzler Olaf Scholz der Presse.",
        &["date Montag", "place Berlin", "person Olaf Scholz"],
    );
    check("قال رئيس البلدية إن السد صامد في كابول.", &[]);
    check("市長說，洪水已經退去，喀布尔。", &[]);
}

#[test]
fn every_text_has_an_answer_within_it() {
    for text in [
        "",
        "A",
        "A.",
        "-",
        "A-",
        "-B",
        "İ",
        "ﬃ",
        "A’s",
        "‘A’",
        "A of",
        "A of the",
        "Mr",
        "Mr.",
        "Mr. ",
        "U.S",
        "1 May",
        "May 1,",
        "2021-",
        "\u{301}A",
        "A\u{301}B",
        "👩‍👩‍👧 A",
        "Al-",
        "Secretary of",
        "A & ",
        "X and the",
    ] {
        let _ = found(text);
        let _ = found(&text.repeat(30));
    }
}

#[test]
fn a_place_line_stands_at_the_start_of_a_paragraph_and_a_body_is_none() {
    check("KESTREL: The rain fell.\n\nMELVICE, Ordal — The rain fell.", &["place KESTREL", "place MELVICE", "? Ordal"]);
    check("NATO, which left, is gone.", &["body NATO"]);
    check("It rained. KESTREL: the wire is late.", &["body KESTREL"]);
    check("The men left. Aldeş – a farmer – stayed with Aldeş.", &["? Aldeş", "? Aldeş"]);
}
