//! The bundled pair and its annotation set: that it loads, that it says what the texts say, that it is worth showing.

mod build;
mod list;

use std::path::{Path, PathBuf};

use diptych::annotation::{Attribution, Difference, DocumentInfo, Link, LinkKind, Record, RecordKind, Set};
use diptych::format::{native, schema};
use diptych::text::fingerprint::sha256;
use diptych::text::{DocId, Document};

const LEFT: &str = include_str!("../../assets/sample/courier.txt");
const RIGHT: &str = include_str!("../../assets/sample/herald.txt");

pub fn documents() -> [Document; 2] {
    [Document::new(DocId::A, LEFT.to_owned()), Document::new(DocId::B, RIGHT.to_owned())]
}

fn set_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/courier--herald.sample.ron")
}

/// Returns the set as it lies among the assets.
pub fn kept(documents: &[Document; 2]) -> Set {
    let text = std::fs::read_to_string(set_file()).expect("the set is an asset");
    native::read(&text, [&documents[0], &documents[1]]).expect("the set is whole and fits its texts")
}

fn about(document: &Document, file: &str, title: &str, outlet: &str, date: &str) -> DocumentInfo {
    DocumentInfo {
        doc: document.id(),
        file: file.to_owned(),
        title: title.to_owned(),
        outlet: outlet.to_owned(),
        date: date.to_owned(),
        language: "en".to_owned(),
        source: "written for diptych; people, places and events are invented".to_owned(),
        encoding: "UTF-8".to_owned(),
        characters: document.index().chars(),
        sha256: sha256(document.text()),
    }
}

fn attributions(set: &Set) -> Vec<&Attribution> {
    set.records()
        .filter_map(|record| match record {
            Record::Attribution(attribution) => Some(attribution),
            _ => None,
        })
        .collect()
}

fn links(set: &Set) -> Vec<&Link> {
    set.records()
        .filter_map(|record| match record {
            Record::Link(link) => Some(link),
            _ => None,
        })
        .collect()
}

#[test]
fn the_set_is_what_its_list_makes() {
    let documents = documents();
    let [a, b] = &documents;
    let about = [
        about(
            a,
            "courier.txt",
            "Lower town of Melvice emptied as dam gate sticks",
            "Sorn Valley Courier",
            "2026-04-19",
        ),
        about(b, "herald.txt", "Two towns wait for the water to fall", "Hadrow Herald", "2026-04-20"),
    ];
    let made = native::write(&build::set([a, b], about), [a, b]);
    // `DIPTYCH_BLESS=1 cargo test` writes anew what tests compare.
    if std::env::var_os("DIPTYCH_BLESS").is_some() {
        std::fs::write(set_file(), &made).expect("the assets can be written");
    }
    let kept = std::fs::read_to_string(set_file()).expect("the set is an asset");
    assert!(kept == made, "the set of the sample differs from its list; DIPTYCH_BLESS=1 writes it anew");
}

#[test]
fn every_span_covers_what_the_set_says_and_the_hashes_match() {
    let documents = documents();
    // Reading compares the words beside each offset with the text.
    let set = kept(&documents);
    for document in &documents {
        let about = set.document(document.id()).expect("each document is in the set");
        assert_eq!(about.sha256, sha256(document.text()));
        assert_eq!(about.characters, document.text().chars().count());
    }
    let again = native::write(&set, [&documents[0], &documents[1]]);
    assert_eq!(again, std::fs::read_to_string(set_file()).expect("the set is an asset"), "writing is stable");
}

#[test]
fn the_schema_knows_every_label_attribute_and_code() {
    let schema = schema::bundled("news").expect("it comes with the program");
    let allowed = |attribute: &str, value: &str| {
        let known = schema.attributes.iter().find(|known| known.name == attribute).expect(attribute);
        assert!(known.values.iter().any(|known| known.name == value), "{attribute}: {value}");
    };
    for record in kept(&documents()).records() {
        match record {
            Record::Mention(mention) => {
                assert!(schema.label(&mention.label).is_some(), "{}", mention.label);
                mention.attributes.iter().for_each(|(name, value)| allowed(name, value));
            }
            Record::Entity(entity) => assert!(schema.label(&entity.label).is_some(), "{}", entity.label),
            Record::Attribution(attribution) => {
                attribution.attributes.iter().for_each(|(name, value)| allowed(name, value));
            }
            Record::Code(code) => {
                let variable = schema.codes.iter().find(|known| known.name == code.variable).expect("a known variable");
                let known = variable.values.is_empty() || variable.values.contains(&code.value);
                assert!(known && variable.on_pair == code.doc.is_none(), "{}: {}", code.variable, code.value);
            }
            Record::Document(_) | Record::Link(_) | Record::Decision(_) => {}
        }
    }
}

#[test]
fn the_texts_have_the_length_and_the_traits_of_news() {
    let words = |text: &str| text.split_whitespace().count();
    assert!((280..=320).contains(&words(LEFT)) && (530..=580).contains(&words(RIGHT)), "about 300 and 550 words");
    for (text, trait_of_news) in [
        (LEFT, "“and nobody rang a bell\""),
        (LEFT, "Şirin Aldeş"),
        (LEFT, "village’s"),
        (LEFT, "René"),
        (LEFT, "U.S."),
        (LEFT, "claimed by"),
        (RIGHT, "according to"),
        (RIGHT, "\" said Şirin Aldeş"),
        (RIGHT, "through the floor.\n\n\"By the time"),
    ] {
        assert!(text.contains(trait_of_news), "{trait_of_news}");
    }
    for text in [LEFT, RIGHT] {
        assert!(text.ends_with(".\n") || text.ends_with(")\n"));
        assert!(text.trim_end().split("\n\n").all(|paragraph| !paragraph.contains('\n')), "a paragraph is a line");
    }
    // Passages in common: stretches of the left text, six words or longer, that stand in the right one too.
    let runs = |text: &'static str| -> Vec<Vec<&str>> {
        text.split_whitespace().collect::<Vec<_>>().windows(6).map(<[&str]>::to_vec).collect()
    };
    let (left, right) = (runs(LEFT), runs(RIGHT));
    let shared: Vec<bool> = left.iter().map(|run| right.contains(run)).collect();
    let passages = shared.windows(2).filter(|pair| !pair[0] && pair[1]).count();
    assert!(passages >= 8, "{passages}");
}

#[test]
fn the_set_shows_all_that_attributions_can_be() {
    let documents = documents();
    let set = kept(&documents);
    let all = attributions(&set);
    let shows = |what: &str, holds: &dyn Fn(&Attribution) -> bool| {
        assert!(all.iter().any(|attribution| holds(attribution)), "no attribution is {what}");
    };
    shows("split", &|one| one.contents.iter().any(|content| content.fragments().len() > 1));
    shows("nested", &|one| one.within.is_some());
    shows("without a source", &|one| one.sources.is_empty() && !one.cues.is_empty());
    shows("without content", &|one| one.contents.is_empty());
    shows("going on", &|one| one.continues.is_some());
    shows("addressed to somebody", &|one| !one.addressees.is_empty());
    shows("said in some circumstance", &|one| !one.supplements.is_empty());
    shows("inverted", &|one| {
        let first = |spans: &[diptych::text::Span]| spans.first().map(diptych::text::Span::start);
        let source = one.sources.first().and_then(|source| source.span.as_ref()).map(diptych::text::Span::start);
        first(&one.contents) < first(&one.cues) && first(&one.cues) < source
    });
    for attribution in &all {
        let Some(Record::Attribution(outer)) = attribution.within.and_then(|id| set.get(id)) else { continue };
        let inside = attribution.spans().all(|span| {
            outer.contents.iter().any(|content| content.start() <= span.start() && span.end() <= content.end())
        });
        assert!(inside, "{} lies in the content of {}", attribution.id, outer.id);
    }
}

#[test]
fn the_set_ties_what_is_the_same_and_what_differs() {
    let set = kept(&documents());
    let links = links(&set);
    let count =
        |kind, differs_in| links.iter().filter(|link| link.kind == kind && link.differs_in == differs_in).count();
    assert!(count(LinkKind::Same, None) >= 5);
    for difference in [Difference::Place, Difference::Number, Difference::Time] {
        assert_eq!(count(LinkKind::Differs, Some(difference)), 1, "{difference:?}");
    }
    assert_eq!(count(LinkKind::Contradicts, None), 1);
    assert!(set.count(RecordKind::Decision) >= 1 && set.count(RecordKind::Code) >= 2);
    let stats = diptych::annotation::Stats::of(&set, [&documents()[0], &documents()[1]]);
    assert!(stats.entities.in_both >= 10, "{:?}", stats.entities);
}
