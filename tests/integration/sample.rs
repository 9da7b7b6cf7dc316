//! The bundled pair and its annotation set: that it loads, that it says what the texts say, that it is worth showing.

mod build;
mod list;

use diptych::annotation::{DocumentInfo, Record};
use diptych::text::{DocId, Document};

const LEFT: &str = include_str!("../../assets/sample/courier.txt");
const RIGHT: &str = include_str!("../../assets/sample/herald.txt");

#[test]
fn show() {
    let a = Document::new(DocId::A, LEFT.into());
    let b = Document::new(DocId::B, RIGHT.into());
    let info = |doc| DocumentInfo {
        doc,
        file: String::new(),
        title: String::new(),
        outlet: String::new(),
        date: String::new(),
        language: String::new(),
        source: String::new(),
        encoding: String::new(),
        characters: 0,
        sha256: String::new(),
    };
    let set = build::set([&a, &b], [info(DocId::A), info(DocId::B)]);
    for d in [&a, &b] {
        for r in set.touching(d.id(), &(0..d.len())) {
            match r {
                Record::Mention(m) => {
                    println!("{} {} {:?} {:?}", m.span.start(), m.label, d.covered_span(&m.span), m.entity)
                }
                Record::Attribution(t) => {
                    println!(
                        "{} ATTR {:?} {:?}",
                        t.spans().next().unwrap().start(),
                        t.spans().map(|s| d.covered_span(s)).collect::<Vec<_>>(),
                        t.cues
                            .first()
                            .map(|c| d.text()[c.start().saturating_sub(40)..].chars().take(70).collect::<String>())
                    );
                    let p = t
                        .sources
                        .first()
                        .and_then(|c| c.span.as_ref())
                        .map(|c| d.text()[c.start().saturating_sub(20)..].chars().take(60).collect::<String>());
                    println!("    SRC {p:?}");
                }
                o => println!("{:?}", o.kind()),
            }
        }
    }
}
