//! Records packed: a record of a file that nobody has looked at yet, in fewer bytes than its line.
//!
//! In memory a record takes some hundred bytes, most of them for fields that it does not have. A hostile file can hold
//! a record every 33 bytes, and an honest one of a hundred thousand is mostly never looked at.

use std::collections::BTreeMap;

use super::attribution::{Attribution, AttributionState, Party};
use super::id::Id;
use super::provenance::{How, Provenance, Timestamp};
use super::record::{
    Code, Decision, DecisionOn, Difference, DocumentInfo, Entity, Link, LinkKind, Member, Mention, Record, RecordKind,
};
use crate::text::pack::{Packed, Packer};
use crate::text::{DocId, Span};

/// Packs `record` into `out`: its kind, its id, then the rest of it.
pub(super) fn pack(record: &Record, out: &mut Packer) {
    record.kind().pack(out);
    record.id().pack(out);
    match record {
        Record::Document(document) => document.pack(out),
        Record::Entity(entity) => entity.pack(out),
        Record::Mention(mention) => mention.pack(out),
        Record::Attribution(attribution) => attribution.pack(out),
        Record::Link(link) => link.pack(out),
        Record::Decision(decision) => decision.pack(out),
        Record::Code(code) => code.pack(out),
    }
}

/// Returns the kind and the id of the record packed at the begin of `bytes`.
pub(super) fn head(bytes: &[u8]) -> (RecordKind, Id) {
    let mut from = Packed(bytes);
    (RecordKind::unpack(&mut from), Id::unpack(&mut from))
}

/// Returns the record packed at the begin of `bytes`.
pub(super) fn unpack(bytes: &[u8]) -> Record {
    let mut from = Packed(bytes);
    let from = &mut from;
    let (kind, id) = (RecordKind::unpack(from), Id::unpack(from));
    match kind {
        RecordKind::Document => Record::Document(DocumentInfo::unpack_with(id, from)),
        RecordKind::Entity => Record::Entity(Entity::unpack_with(id, from)),
        RecordKind::Mention => Record::Mention(Mention::unpack_with(id, from)),
        RecordKind::Attribution => Record::Attribution(Attribution::unpack_with(id, from)),
        RecordKind::Link => Record::Link(Link::unpack_with(id, from)),
        RecordKind::Decision => Record::Decision(Decision::unpack_with(id, from)),
        RecordKind::Code => Record::Code(Code::unpack_with(id, from)),
    }
}

/// A value that can be packed.
trait Pack {
    /// Packs this into `out`.
    fn pack(&self, out: &mut Packer);
    /// Returns the next value of `from`.
    fn unpack(from: &mut Packed<'_>) -> Self;
}

/// Packs the fields of a type one after the other; one that is not named here does not compile.
macro_rules! fields {
    ($($type:ident { $($field:ident),* })*) => {
        $(impl Pack for $type {
            fn pack(&self, out: &mut Packer) {
                $(self.$field.pack(out);)*
            }

            fn unpack(from: &mut Packed<'_>) -> Self {
                $(let $field = Pack::unpack(from);)*
                Self { $($field),* }
            }
        })*
    };
}

/// As [`fields`], for records, whose id stands before them.
macro_rules! records {
    ($($type:ident { $($field:ident),* })*) => {
        $(impl $type {
            fn pack(&self, out: &mut Packer) {
                $(self.$field.pack(out);)*
            }

            fn unpack_with(id: Id, from: &mut Packed<'_>) -> Self {
                $(let $field = Pack::unpack(from);)*
                Self { id, $($field),* }
            }
        })*
    };
}

/// Packs each word of a type as its number in a list.
macro_rules! words {
    ($($type:ident [ $($word:expr),* ])*) => {
        $(impl Pack for $type {
            fn pack(&self, out: &mut Packer) {
                let words = [$($word),*];
                let at = words.iter().position(|word| word == self).expect("every word is in the list");
                out.number(at as u64);
            }

            fn unpack(from: &mut Packed<'_>) -> Self {
                [$($word),*][from.size()]
            }
        })*
    };
}

records! {
    Entity { label, name, aliases, outside_ids, location, attributes, note, provenance }
    Mention { span, label, entity, attributes, note, confidence, doubt, provenance }
    Attribution {
        doc, sources, addressees, cues, contents, supplements, within, continues, attributes, note, evidence, state, doubt,
        provenance
    }
    Link { kind, differs_in, members, note, doubt, provenance }
    Decision { on, label, provenance }
    Code { doc, variable, value, note, provenance }
}

fields! {
    Party { span, mention, entity }
    Provenance { by, on, how }
}

words! {
    DocId [DocId::A, DocId::B]
    RecordKind [
        RecordKind::Document, RecordKind::Entity, RecordKind::Mention, RecordKind::Attribution, RecordKind::Link,
        RecordKind::Decision, RecordKind::Code
    ]
    AttributionState [AttributionState::Draft, AttributionState::Done, AttributionState::Disputed]
    LinkKind [LinkKind::Same, LinkKind::Differs, LinkKind::Contradicts]
    Difference [Difference::Place, Difference::Number, Difference::Time, Difference::Source, Difference::Other]
    bool [false, true]
}

impl DocumentInfo {
    fn pack(&self, out: &mut Packer) {
        let texts = [
            &self.file,
            &self.title,
            &self.outlet,
            &self.date,
            &self.language,
            &self.source,
            &self.encoding,
            &self.sha256,
        ];
        for text in texts {
            text.pack(out);
        }
        out.number(self.characters as u64);
    }

    fn unpack_with(id: Id, from: &mut Packed<'_>) -> Self {
        let [file, title, outlet, date, language, source, encoding, sha256] =
            std::array::from_fn(|_| String::unpack(from));
        let doc = if id == Id::A { DocId::A } else { DocId::B };
        let characters = from.size();
        DocumentInfo { doc, file, title, outlet, date, language, source, encoding, characters, sha256 }
    }
}

impl Pack for Id {
    fn pack(&self, out: &mut Packer) {
        out.bytes(&self.bytes());
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        let bytes = from.bytes(Id::LENGTH).try_into().expect("as many bytes as asked for");
        Id::of_bytes(bytes)
    }
}

impl Pack for Span {
    fn pack(&self, out: &mut Packer) {
        out.span(self);
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        from.span()
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Packer) {
        out.text(self);
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        from.text().to_owned()
    }
}

impl Pack for u16 {
    fn pack(&self, out: &mut Packer) {
        out.number(u64::from(*self));
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        u16::try_from(from.number()).expect("it was no larger when it was packed")
    }
}

impl Pack for f64 {
    fn pack(&self, out: &mut Packer) {
        out.bytes(&self.to_le_bytes());
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        f64::from_le_bytes(from.bytes(size_of::<f64>()).try_into().expect("as many bytes as asked for"))
    }
}

impl Pack for Timestamp {
    fn pack(&self, out: &mut Packer) {
        // The sign in the lowest bit, so that moments near the unknown one, which is 0, stay short.
        out.number((self.0.cast_unsigned() << 1) ^ (self.0 >> 63).cast_unsigned());
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        let number = from.number();
        Timestamp((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Packer) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Packer) {
        out.number(self.len() as u64);
        for value in self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        (0..from.size()).map(|_| T::unpack(from)).collect()
    }
}

impl<T: Pack, U: Pack> Pack for (T, U) {
    fn pack(&self, out: &mut Packer) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        let first = T::unpack(from);
        (first, U::unpack(from))
    }
}

impl Pack for BTreeMap<String, String> {
    fn pack(&self, out: &mut Packer) {
        out.number(self.len() as u64);
        for (name, value) in self {
            name.pack(out);
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        (0..from.size()).map(|_| <(String, String)>::unpack(from)).collect()
    }
}

impl Pack for How {
    fn pack(&self, out: &mut Packer) {
        match self {
            How::Seen => out.number(0),
            How::AllAlike => out.number(1),
            How::Curated => out.number(2),
            How::Imported(what) => {
                out.number(3);
                what.pack(out);
            }
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        match from.number() {
            0 => How::Seen,
            1 => How::AllAlike,
            2 => How::Curated,
            _ => How::Imported(String::unpack(from)),
        }
    }
}

impl Pack for Member {
    fn pack(&self, out: &mut Packer) {
        match self {
            Member::Span(span) => {
                true.pack(out);
                span.pack(out);
            }
            Member::Record(kind, id) => {
                false.pack(out);
                kind.pack(out);
                id.pack(out);
            }
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        if bool::unpack(from) {
            Member::Span(from.span())
        } else {
            let kind = RecordKind::unpack(from);
            Member::Record(kind, Id::unpack(from))
        }
    }
}

impl Pack for DecisionOn {
    fn pack(&self, out: &mut Packer) {
        match self {
            DecisionOn::NotHere(span) => {
                out.number(0);
                span.pack(out);
            }
            DecisionOn::NoCounterpart(span) => {
                out.number(1);
                span.pack(out);
            }
            DecisionOn::NotThis(text) => {
                out.number(2);
                text.pack(out);
            }
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Self {
        match from.number() {
            0 => DecisionOn::NotHere(from.span()),
            1 => DecisionOn::NoCounterpart(from.span()),
            _ => DecisionOn::NotThis(String::unpack(from)),
        }
    }
}
