//! Articles with tags: the bundled pair with its set, and some made by chance that repeat themselves as agencies do.

use std::fmt::Write as _;

use diptych::annotation::{
    Attribution, DocumentInfo, Edit, IdSource, Mention, Party, Provenance, Record, Set, Transaction,
};
use diptych::format::native;
use diptych::text::{DocId, Document, Span};

use super::edits::Random;

/// One document and a set with tags on it.
pub struct Article {
    pub document: Document,
    pub set: Set,
}

const COURIER: &str = include_str!("../../../assets/sample/courier.txt");
const HERALD: &str = include_str!("../../../assets/sample/herald.txt");
const SET: &str = include_str!("../../../assets/sample/courier--herald.sample.ron");

const NAMES: [&str; 9] = [
    "Vaskel",
    "Kestrel Wire",
    "the Şıbırğan council",
    "Mr. Ö. Çelik",
    "café Zénith",
    "喀布尔市",
    "Governor Aldeş",
    "كابل",
    "Unit 24",
];
const VERBS: [&str; 6] = ["said", "told reporters", "denied", "confirmed", "claimed – again –", "did not say"];
const THINGS: [&str; 8] = [
    "that the bridge was held",
    "that “nobody was hurt”",
    "the lower town had been emptied",
    "it was over",
    "that 24 houses burned",
    "“we stay… for now”",
    "the road to the north isn’t open",
    "that the dam at Yeşova had not been touched by any of them",
];
const WHEN: [&str; 6] = ["on Monday", "late on Tuesday", "at 14:02", "in the morning", "after the meeting", "before"];

/// Returns the articles to edit.
pub fn all(random: &mut Random) -> Vec<Article> {
    let mut articles = Vec::new();
    for doc in DocId::BOTH {
        let documents = [Document::new(DocId::A, COURIER.to_owned()), Document::new(DocId::B, HERALD.to_owned())];
        let set = native::read(SET, [&documents[0], &documents[1]]).expect("the bundled set is whole");
        let [left, right] = documents;
        articles.push(Article { document: if doc == DocId::A { left } else { right }, set });
    }
    articles.extend((0..18).map(|nth| made(random, 4 + nth)));
    articles
}

/// Makes an article of so many paragraphs, in which names come back all the time, with its tags.
fn made(random: &mut Random, paragraphs: usize) -> Article {
    let mut text = String::new();
    // Who speaks, the word for it, and what is said: bytes.
    let mut said = Vec::new();
    for nth in 0..paragraphs {
        if nth > 0 {
            text.push_str(if paragraphs.is_multiple_of(2) { "\n\n" } else { "\n" });
        }
        for sentence in 0..=random.below(4) {
            if sentence > 0 {
                text.push(' ');
            }
            let mut place = [0; 6];
            for (at, words) in [NAMES.as_slice(), &VERBS, &THINGS].into_iter().enumerate() {
                place[at * 2] = text.len();
                text.push_str(words[random.below(words.len())]);
                place[at * 2 + 1] = text.len();
                text.push(' ');
            }
            text.push_str(WHEN[random.below(WHEN.len())]);
            let _ = write!(text, ", line {}.", random.below(60));
            said.push(place);
        }
    }
    text.push('\n');
    tagged(text, &said)
}

fn tagged(text: String, said: &[[usize; 6]]) -> Article {
    let mut set = Set::new("made", "news", "mk");
    let mut ids = IdSource::new(1);
    let other = Document::new(DocId::B, String::new());
    let document = Document::new(DocId::A, text);
    let mut edits: Vec<Edit> = [&document, &other].map(|document| Edit::add(Record::Document(info(document)))).into();
    for &[name, name_end, verb, verb_end, thing, thing_end] in said {
        let span = |start, end| document.span(start..end).expect("whole words");
        let mention = Mention::new(ids.next(|_| false), span(name, name_end), "person", Provenance::default());
        let mut attribution = Attribution::empty(ids.next(|_| false), DocId::A, Provenance::default());
        attribution.sources.push(Party { mention: Some(mention.id), ..Party::default() });
        attribution.cues.push(span(verb, verb_end));
        let half = document.next_word(usize::midpoint(thing, thing_end)).map_or(thing_end, |word| word.end);
        let pieces = [thing..half, half + 1..thing_end].into_iter().filter_map(|piece| document.fragment(piece).ok());
        let pieces: Vec<_> = pieces.collect();
        attribution.contents.push(Span::from_pieces(DocId::A, &pieces).expect("apart"));
        edits.extend([Edit::add(Record::Mention(mention)), Edit::add(Record::Attribution(attribution))]);
    }
    set.apply(&Transaction { summary: String::new(), edits }).expect("it fits together");
    Article { document, set }
}

fn info(document: &Document) -> DocumentInfo {
    DocumentInfo::of(document, &format!("{}.txt", document.id()))
}
