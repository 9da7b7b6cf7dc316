//! What lies over the text that is seen: mentions, attributions, the selection and search hits.

use std::ops::Range;

use crate::annotation::schema::Wash;
use crate::annotation::ties::start;
use crate::annotation::{Attribution, Id, Link, LinkKind, Member, Mention, Record};
use crate::editor::Editor;
use crate::editor::builder::Part;
use crate::editor::scene::{Ink, Role};
use crate::text::{DocId, Span};

/// What one layer says of the words it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A mention: its wash and its letter; whether it holds another one.
    Mention { wash: Wash, letter: char, outer: bool },
    /// A source.
    Source,
    /// A cue.
    Cue,
    /// Content, nested this deep (0 for the outermost).
    Content { depth: u8 },
    /// A part of the attribution in the builder: its content on a ground of its own, source and cue underlined.
    Lit { content: bool },
    /// A likely place that is not decided, or the first letter of a weak cue.
    Likely,
    /// A hit of the search.
    Hit,
    /// The selection.
    Selection,
}

/// A layer over one fragment of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layer {
    /// The bytes it covers.
    pub bytes: Range<usize>,
    /// The size of the whole it belongs to, in bytes: the smaller lies further in.
    pub size: usize,
    /// What it says.
    pub kind: Kind,
    /// The first byte of the whole.
    pub start: usize,
}

/// A sign beside the row in which something begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    /// Where it begins, in bytes.
    pub at: usize,
    /// What is said there.
    pub what: SignOf,
}

/// What a sign says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignOf {
    /// The annotator is unsure.
    Doubt,
    /// There is a note.
    Note,
    /// It is tied to something in this paragraph of the other article (or of this one, if `here`).
    Link { kind: LinkKind, paragraph: usize, here: bool },
}

/// All that lies over a stretch of one article.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// The layers, outer before inner, the selection last.
    pub over: Vec<Layer>,
    /// The signs beside rows.
    pub signs: Vec<Sign>,
    /// Stretches between the pieces of a content.
    pub between: Vec<Range<usize>>,
}

impl Layers {
    fn span(&mut self, span: &Span, kind: Kind) {
        let size = span.end() - span.start();
        for fragment in span.fragments() {
            self.over.push(Layer { bytes: fragment.bytes(), size, kind, start: span.start() });
        }
    }

    /// Marks the mentions that hold another one: their words are underlined.
    fn find_outer(&mut self) {
        let mut mentions: Vec<(usize, Range<usize>)> = self
            .over
            .iter()
            .enumerate()
            .filter(|(_, layer)| matches!(layer.kind, Kind::Mention { .. }))
            .map(|(at, layer)| (at, layer.bytes.clone()))
            .collect();
        mentions.sort_unstable_by_key(|(_, bytes)| (bytes.start, std::cmp::Reverse(bytes.end)));
        let mut holds = Vec::new();
        for (at, (place, bytes)) in mentions.iter().enumerate() {
            let mut next = mentions[at + 1..].iter().take_while(|(_, inner)| inner.start < bytes.end);
            if next.any(|(_, inner)| inner.end <= bytes.end && inner != bytes) {
                holds.push(*place);
            }
        }
        for place in holds {
            if let Kind::Mention { outer, .. } = &mut self.over[place].kind {
                *outer = true;
            }
        }
    }

    /// Returns the ink of the text at `byte`, from the layers in `near`.
    pub fn ink(near: &[&Layer], byte: usize) -> Ink {
        let mut ink = Ink::of(Role::Text);
        let mut smallest = usize::MAX;
        for layer in near.iter().filter(|layer| layer.bytes.contains(&byte)) {
            match layer.kind {
                Kind::Mention { wash, outer, .. } => {
                    if layer.size < smallest {
                        smallest = layer.size;
                        ink.wash = Some(wash);
                    }
                    ink.nested |= outer;
                }
                Kind::Source => ink.bold = true,
                Kind::Cue => {
                    ink.role = Role::Cue;
                    ink.italic = true;
                }
                Kind::Content { .. } => {}
                Kind::Lit { content } => {
                    ink.lit |= content;
                    ink.underline |= !content;
                }
                Kind::Likely => ink.candidate = true,
                Kind::Hit => ink.hit = true,
                Kind::Selection => ink.selected = true,
            }
        }
        ink
    }

    /// Returns how deep the content that touches `bytes` is nested, none if there is none.
    pub fn content_depth(&self, bytes: &Range<usize>) -> Option<u8> {
        let touching = |layer: &&Layer| layer.bytes.start < bytes.end && bytes.start < layer.bytes.end;
        let depths = self.over.iter().filter(touching).filter_map(|layer| match layer.kind {
            Kind::Content { depth } => Some(depth),
            _ => None,
        });
        depths.max()
    }
}

impl Editor {
    /// Returns all that lies over `bytes` of `doc`.
    pub(super) fn layers(&self, doc: DocId, bytes: &Range<usize>) -> Layers {
        let mut layers = self.tag_layers(doc, bytes);
        self.likely_layers(&mut layers, doc, bytes);
        layers.over.sort_by_key(|layer| std::cmp::Reverse(layer.size));
        if let Some(search) = self.search.as_ref().filter(|_| !self.shows_jump()) {
            let document = self.document(doc);
            let hits = search.hits_in(document, document.char_floor(bytes.start)..document.char_floor(bytes.end));
            let hits: Vec<Layer> =
                hits.map(|hit| Layer { size: hit.len(), start: hit.start, bytes: hit, kind: Kind::Hit }).collect();
            layers.over.extend(hits);
        }
        self.builder_layers(&mut layers, doc);
        if doc == self.focus && !self.shows_jump() {
            self.selection_layers(&mut layers);
        }
        if !self.shows_jump() {
            self.identical_layers(&mut layers, doc, bytes);
        }
        layers
    }

    /// Returns the tags that lie over `bytes` of `doc`, with their signs.
    pub(super) fn tag_layers(&self, doc: DocId, bytes: &Range<usize>) -> Layers {
        let mut layers = Layers::default();
        for record in self.set.touching(doc, bytes) {
            match record {
                Record::Mention(mention) => self.mention_layers(&mut layers, mention),
                Record::Attribution(attribution) => self.attribution_layers(&mut layers, attribution, bytes),
                Record::Link(link) => {
                    for span in link.spans().filter(|span| span.doc() == doc) {
                        self.end_signs(
                            &mut layers,
                            link,
                            |member| *member == Member::Span(span.clone()),
                            doc,
                            span.start(),
                        );
                    }
                    continue;
                }
                _ => continue,
            }
            self.link_signs(&mut layers, record.id(), doc, record.spans().first().map_or(0, |span| span.start()));
        }
        layers.find_outer();
        layers.over.sort_by_key(|layer| std::cmp::Reverse(layer.size));
        layers
    }

    /// Adds the likely places that are not decided.
    fn likely_layers(&self, layers: &mut Layers, doc: DocId, bytes: &Range<usize>) {
        if !self.marks_likely() {
            return;
        }
        for stop in self.likely(doc, bytes).into_iter().filter(|stop| !stop.decided) {
            let (size, start) = (stop.bytes.len(), stop.bytes.start);
            layers.over.push(Layer { bytes: stop.bytes, size, kind: Kind::Likely, start });
        }
        // A weak cue is marked at its first letter alone, which is told from a likely place without colour.
        for cue in self.weak_cues(doc, bytes) {
            let letter = cue.start..self.document(doc).next_grapheme(cue.start);
            let (size, start) = (letter.len(), letter.start);
            layers.over.push(Layer { bytes: letter, size, kind: Kind::Likely, start });
        }
    }

    /// Adds the parts of the attribution in the builder.
    fn builder_layers(&self, layers: &mut Layers, doc: DocId) {
        let Some(builder) = self.builder.as_ref().filter(|builder| builder.doc == doc) else { return };
        for (part, piece) in builder.draft.pieces() {
            let (size, start) = (piece.len(), piece.start);
            let push = |layers: &mut Layers, kind| {
                layers.over.push(Layer { bytes: piece.clone(), size, kind, start });
            };
            match part {
                Part::Source => push(layers, Kind::Source),
                Part::Cue => push(layers, Kind::Cue),
                Part::Content | Part::Addressee | Part::Supplement => {}
            }
            push(layers, Kind::Lit { content: part == Part::Content });
        }
    }

    /// Adds the selection; where it is a tag of several pieces, all of these.
    fn selection_layers(&self, layers: &mut Layers) {
        let selection = self.selection();
        if let Some(span) = self.hand.and_then(|id| self.set.mention(id)).map(|mention| &mention.span)
            && span.fragments().len() > 1
            && span.doc() == self.focus
            && span.start() == selection.start
            && span.end() == selection.end
        {
            layers.span(span, Kind::Selection);
            return;
        }
        let (size, start) = (selection.len(), selection.start);
        layers.over.push(Layer { bytes: selection, size, kind: Kind::Selection, start });
    }

    /// Adds the strings that are selected with the selection.
    fn identical_layers(&self, layers: &mut Layers, doc: DocId, bytes: &Range<usize>) {
        for bytes in self.identical_within(doc, bytes) {
            let (size, start) = (bytes.len(), bytes.start);
            layers.over.push(Layer { bytes, size, kind: Kind::Selection, start });
        }
    }

    fn mention_layers(&self, layers: &mut Layers, mention: &Mention) {
        let (letter, wash) = self.letter_of(&mention.label);
        layers.span(&mention.span, Kind::Mention { wash, letter, outer: false });
        let at = mention.span.start();
        if mention.doubt {
            layers.signs.push(Sign { at, what: SignOf::Doubt });
        }
        if !mention.note.is_empty() {
            layers.signs.push(Sign { at, what: SignOf::Note });
        }
    }

    fn attribution_layers(&self, layers: &mut Layers, attribution: &Attribution, bytes: &Range<usize>) {
        let parties = attribution.sources.iter().filter_map(|party| party.span.as_ref());
        for span in parties {
            layers.span(span, Kind::Source);
        }
        for cue in &attribution.cues {
            layers.span(cue, Kind::Cue);
        }
        let depth = self.nesting(attribution);
        for content in &attribution.contents {
            layers.span(content, Kind::Content { depth });
            for pair in content.fragments().windows(2) {
                let gap = pair[0].end()..pair[1].start();
                if gap.start < bytes.end && bytes.start < gap.end {
                    layers.between.push(gap);
                }
            }
        }
    }

    /// Returns in how many others `attribution` is nested; a circle, which checks report, ends the count.
    fn nesting(&self, attribution: &Attribution) -> u8 {
        let mut depth = 0;
        let mut outer = attribution.within;
        while let Some(Record::Attribution(around)) = outer.and_then(|id| self.set.get(id)) {
            depth += 1;
            if depth == 9 {
                break;
            }
            outer = around.within;
        }
        depth
    }

    /// Adds a sign for each link that record `id`, which begins at `at` of `doc`, is a member of.
    fn link_signs(&self, layers: &mut Layers, id: Id, doc: DocId, at: usize) {
        for link in self.set.referrers(id) {
            let Some(Record::Link(link)) = self.set.get(*link) else { continue };
            self.end_signs(layers, link, |member| matches!(member, Member::Record(_, own) if *own == id), doc, at);
        }
    }

    /// Adds a sign at `at` of `doc` for each other end of `link` than the one that `is_this` says.
    fn end_signs(&self, layers: &mut Layers, link: &Link, is_this: impl Fn(&Member) -> bool, doc: DocId, at: usize) {
        for member in link.members.iter().filter(|member| !is_this(member)) {
            let Some((other, byte)) = start(&self.set, member) else { continue };
            let Some(paragraph) = self.document(other).paragraph_number(byte) else { continue };
            let what = SignOf::Link { kind: link.kind, paragraph, here: other == doc };
            layers.signs.push(Sign { at, what });
        }
    }
}
