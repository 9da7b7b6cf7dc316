//! brat standoff: a `.txt` with the exact text and an `.ann` for each document, offsets in characters.
//!
//! Mentions are text-bound lines (`T`). An attribution is an event (`E`): its trigger, of type `Attribution`, covers the
//! cue, or the first part that is there, and its arguments are text-bound lines `Source`, `Cue`, `Content`, `Addressee`
//! and `Supplement`, numbered from the second on. Entities are references (`N`), nesting and links are relations (`R`),
//! attributes are `A`, notes `#`. brat wants no line end and no tab inside a span, so that a span is split there; in
//! the order of display otherwise. `annotation.conf` declares all types, so that a brat server shows the folder as it is.

mod config;
mod cut;
mod document;
mod names;
mod shared;

use self::config::Used;
use self::document::Annotations;
use self::names::{Names, is_reference};
use self::shared::Shared;
use super::export::{self, Export, Format, OutFile, Source};
use super::losses::{Loss, Losses};
use super::order::all;
use crate::annotation::{Entity, Record, RecordKind};
use crate::text::DocId;

/// The format, as the list of formats has it.
pub(super) const BRAT: Format = Format {
    name: "brat",
    extensions: &["ann"],
    reads: false,
    writes: true,
    loses: &[
        "links across the two documents",
        "decisions and codes",
        "aliases and coordinates of entities, and entities without a mention",
        "who made an annotation, when and how",
        "title, outlet, date and source of a document",
    ],
    sentence: "brat standoff: text and annotation files for the brat server and the many tools that read its format",
    export: files,
};

static DECISIONS: Loss = Loss { one: "decision", many: "decisions", why: "brat has no place for them" };
static CODES: Loss = Loss { one: "code", many: "codes", why: "brat has no annotation of a whole document" };
static UNSEEN: Loss = Loss {
    one: "entity without a mention",
    many: "entities without a mention",
    why: "brat knows what stands in the text",
};
static DETAILS: Loss = Loss {
    one: "entity with aliases, coordinates, attributes or a note",
    many: "entities with aliases, coordinates, attributes or a note",
    why: "a reference in brat has an id and a name",
};
static RENAMED: Loss = Loss {
    one: "name of a label or an attribute",
    many: "names of labels or attributes",
    why: "brat takes letters, digits, - and _",
};

static OUTSIDE: Loss = Loss {
    one: "outside id without a `:`",
    many: "outside ids without a `:`",
    why: "a reference in brat is of the form resource:id",
};

/// The types that this export gives to what is not a mention.
const TYPES: [&str; 7] = ["Source", "Cue", "Content", "Addressee", "Supplement", "Passage", "Attribution"];
/// The attributes that are fields of their own in this program.
const FIELDS: [&str; 3] = ["Doubt", "Confidence", "State"];

fn files(source: &Source) -> Export {
    let mut shared = Shared {
        types: Names::beside(&TYPES),
        attributes: Names::beside(&FIELDS),
        used: Used::default(),
        losses: Losses::default(),
    };
    for label in &source.schema.labels {
        shared.types.of(&label.name);
    }
    let stems = stems(source);
    let mut files = Vec::new();
    for doc in DocId::BOTH {
        let annotations = Annotations::of(source, doc, &mut shared);
        let stem = &stems[doc.index()];
        let text = source.documents[doc.index()].text().as_bytes().to_vec();
        files.push(OutFile { name: format!("{stem}.txt"), bytes: text });
        files.push(OutFile { name: format!("{stem}.ann"), bytes: annotations.into_bytes() });
    }
    let configuration = config::write(source.schema, &shared.types, &shared.attributes, &shared.used);
    files.push(OutFile { name: "annotation.conf".to_owned(), bytes: configuration.into_bytes() });
    count_what_brat_has_not(source, &mut shared);
    Export { files, losses: shared.losses.sentences() }
}

fn count_what_brat_has_not(source: &Source, shared: &mut Shared) {
    let set = source.set;
    document::count_ties_across(set, &mut shared.losses);
    shared.losses.count(&DECISIONS, set.count(RecordKind::Decision));
    shared.losses.count(&CODES, set.count(RecordKind::Code));
    for entity in all::<Entity>(set) {
        let mentioned = set.referrers(entity.id).iter().any(|&id| !matches!(set.get(id), Some(Record::Link(_)) | None));
        let plain = entity.aliases.is_empty()
            && entity.location.is_none()
            && entity.attributes.is_empty()
            && entity.note.is_empty();
        if mentioned {
            let others = entity.outside_ids.iter().filter(|id| !is_reference(id)).count();
            shared.losses.count(&OUTSIDE, others);
            shared.losses.count(&DETAILS, usize::from(!plain));
        } else {
            shared.losses.count(&UNSEEN, 1);
        }
    }
    let changed = shared.types.changed() + shared.attributes.changed();
    shared.losses.count(&RENAMED, changed);
}

/// Returns the names of the files of both documents without their ends, different from each other.
fn stems(source: &Source) -> [String; 2] {
    let stem = |doc: DocId| {
        let file = source.set.document(doc).map_or("", |info| info.file.as_str());
        let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.strip_suffix(".txt").unwrap_or(name);
        if name.is_empty() { doc.as_str().to_owned() } else { export::file_name(name) }
    };
    let [left, right] = DocId::BOTH.map(stem);
    if left.to_lowercase() == right.to_lowercase() {
        [format!("a-{left}"), format!("b-{right}")]
    } else {
        [left, right]
    }
}
