//! Stops: the likely mentions and cues of a stretch, what was decided of them, and the label each would get.

use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::annotation::{Decision, DecisionOn, Mention, Record};
use crate::editor::Editor;
use crate::suggest::ground::{Stretch, number};
use crate::suggest::{Cue, Learner, Name, STRONG, Sort};
use crate::text::{DocId, Document, Span};

/// A string of so many words at most is looked up among those decided before.
const WORDS: usize = 5;

/// What was decided of a name may have so many words more or fewer than it.
const MORE: usize = 3;

/// The rule by which a string of a word list is found, as reports name it.
pub(super) const LISTED: &str = "word list";

/// What a stop is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A likely mention, with the label that `Enter` gives it, if any.
    Mention {
        /// The label's name in the schema.
        label: Option<String>,
        /// By which rule it was found: `capital`; `known` where its words were labelled before, `word list` where the
        /// schema lists them.
        rule: &'static str,
    },
    /// A likely cue of an attribution.
    Cue,
}

/// A place that `Tab` stops at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The article.
    pub doc: DocId,
    /// Its bytes there.
    pub bytes: Range<usize>,
    /// What it is.
    pub what: What,
    /// The program from outside that proposed it; none for the rules of this one.
    pub by: Option<Arc<str>>,
    /// Whether it has been decided: tagged, attributed or dismissed.
    pub decided: bool,
}

impl Stop {
    /// Returns its place in the order of reading: the outer before the inner.
    pub(super) fn place(&self) -> (usize, Reverse<usize>) {
        (self.bytes.start, Reverse(self.bytes.end))
    }
}

/// All stops of a stretch, and its sentences.
#[derive(Debug)]
pub(super) struct Stops {
    /// The stops in the order of reading.
    pub stops: Vec<Stop>,
    /// What the rules found.
    pub stretch: Rc<Stretch>,
}

/// What lies in a stretch already.
pub(super) struct Known<'set> {
    mentions: Vec<&'set Mention>,
    /// Where cues of attributions stand.
    cues: Vec<&'set Span>,
    /// Places that are not to be tagged.
    dismissed: Vec<&'set Span>,
}

impl Known<'_> {
    /// Returns whether the name `bytes` among `names` was dismissed, with whatever ends.
    fn is_dismissed(&self, document: &Document, bytes: &Range<usize>, names: &[Name]) -> bool {
        self.dismissed.iter().any(|span| is_meant(document, span, bytes, names))
    }

    /// Returns whether the name `bytes` among `names` was tagged, with whatever ends.
    fn is_tagged(&self, document: &Document, bytes: &Range<usize>, names: &[Name]) -> bool {
        self.mentions.iter().any(|mention| is_meant(document, &mention.span, bytes, names))
    }

    /// Returns whether something was decided of just `bytes`.
    pub(super) fn is_at(&self, bytes: &Range<usize>) -> bool {
        self.mentions.iter().any(|mention| is(&mention.span, bytes)) || self.is_dismissed_at(bytes)
    }

    /// Returns whether just `bytes` are not to be tagged.
    pub(super) fn is_dismissed_at(&self, bytes: &Range<usize>) -> bool {
        self.dismissed.iter().any(|span| is(span, bytes))
    }

    /// Returns whether the cue `bytes` is decided.
    pub(super) fn is_cue(&self, bytes: &Range<usize>) -> bool {
        self.cues.iter().any(|span| span.touches(bytes)) || self.is_dismissed_at(bytes)
    }
}

impl Editor {
    /// Returns the stops of stretch `at` of `doc`, as the set and the choice of stops are now.
    pub(super) fn stops(&self, doc: DocId, at: usize) -> Rc<Stops> {
        let state = self.stops_state();
        if let Some(known) = self.stepping.known_stops(state, doc, at) {
            return known;
        }
        let stretch = self.stepping.ground.borrow_mut().stretch(&self.documents, doc, at);
        let stops = Rc::new(Stops { stops: self.find_stops(doc, at, &stretch), stretch });
        self.stepping.keep_stops(state, doc, at, &stops);
        stops
    }

    /// Returns the stops of the sentences that share a byte with `bytes` of `doc`.
    pub(in crate::editor) fn stops_near(&self, doc: DocId, bytes: &Range<usize>) -> Vec<Stop> {
        let document = self.document(doc);
        if document.is_empty() {
            return Vec::new();
        }
        let first = number(document.sentence_at(bytes.start).start);
        let last = number(bytes.end.max(bytes.start + 1) - 1).max(first);
        let near = |stop: &Stop| stop.bytes.start < bytes.end && bytes.start < stop.bytes.end;
        (first..=last)
            .flat_map(|at| self.stops(doc, at).stops.iter().filter(|stop| near(stop)).cloned().collect::<Vec<_>>())
            .collect()
    }

    /// Returns all that the stops of a stretch depend on besides its text.
    pub(super) fn stops_state(&self) -> super::State {
        let outside = self.stepping.outside.version;
        (self.history.last(), self.looking, self.is_placing(), self.stepping.choice, outside, self.learned_version())
    }

    fn find_stops(&self, doc: DocId, at: usize, stretch: &Stretch) -> Vec<Stop> {
        let (Some(first), Some(last)) = (stretch.sentences.first(), stretch.sentences.last()) else {
            return Vec::new();
        };
        let known = self.known(doc, &(first.start..last.end));
        let mut stops: Vec<Stop> = Vec::new();
        if self.stepping.choice.names() {
            stops.extend(self.name_stops(doc, stretch, &known));
            let strings = self.string_stops(doc, stretch, &stops);
            stops.extend(strings);
            self.add_listed(doc, at, stretch, &known, &mut stops);
            let mut outside = self.outside_stops(doc, at, &stops);
            outside.retain(|stop| stop.what != What::Cue);
            stops.extend(outside);
            let spans: Vec<Range<usize>> = stops.iter().map(|stop| stop.bytes.clone()).collect();
            for stop in &mut stops {
                stop.decided |= self.is_decided(stop, &spans, &known);
            }
        }
        if self.stepping.choice.cues() {
            let learner = self.learner();
            let strong = stretch.cues.iter().filter(|cue| is_strong(cue, learner)).map(|cue| &cue.bytes);
            stops.extend(strong.map(|cue| {
                let decided = known.is_cue(cue);
                Stop { doc, bytes: cue.clone(), what: What::Cue, by: None, decided }
            }));
            let outside = self.outside_stops(doc, at, &stops).into_iter().filter(|stop| stop.what == What::Cue);
            let is_known = |stop: &Stop| known.is_cue(&stop.bytes);
            stops.extend(outside.map(|stop| Stop { decided: is_known(&stop), ..stop }));
        }
        stops.sort_by_key(Stop::place);
        stops.dedup_by(|next, kept| next.bytes == kept.bytes);
        stops
    }

    pub(super) fn known(&self, doc: DocId, bytes: &Range<usize>) -> Known<'_> {
        let mut known = Known { mentions: Vec::new(), cues: Vec::new(), dismissed: Vec::new() };
        for record in self.set.touching(doc, bytes) {
            match record {
                Record::Mention(mention) => known.mentions.push(mention),
                Record::Attribution(attribution) => {
                    known.cues.extend(attribution.cues.iter().filter(|cue| cue.doc() == doc));
                }
                Record::Decision(Decision { on: DecisionOn::NotHere(span), .. }) => known.dismissed.push(span),
                _ => {}
            }
        }
        known
    }

    /// Returns the names that the rules found, with the ends and the label that each is most likely to get; those that were
    /// learned to be nothing only where they are decided already.
    fn name_stops(&self, doc: DocId, stretch: &Stretch, known: &Known) -> Vec<Stop> {
        let (document, learner) = (self.document(doc), self.learner().filter(|learner| !learner.is_empty()));
        let mut stops: Vec<Stop> = Vec::new();
        for name in &stretch.names {
            // A dismissal counts whatever ends were learned since, or forgotten.
            let dismissed = known.is_dismissed(document, &name.bytes, &stretch.names);
            let decided = || dismissed || known.is_tagged(document, &name.bytes, &stretch.names);
            if learner.is_some_and(|learner| learner.drops(name)) && !decided() {
                continue;
            }
            let bytes = learner.map_or_else(|| name.bytes.clone(), |learner| learner.ends_of(document, name));
            let crosses = |stop: &Stop| crosses(&stop.bytes, &bytes);
            let bytes = if stops.iter().any(crosses) { name.bytes.clone() } else { bytes };
            stops.extend(self.name_stop(doc, name, bytes).map(|stop| Stop { decided: dismissed, ..stop }));
        }
        stops
    }

    /// Returns `name` as a stop at `bytes`, unless its label is not wanted.
    fn name_stop(&self, doc: DocId, name: &Name, bytes: Range<usize>) -> Option<Stop> {
        let string = self.document(doc).slice(bytes.clone());
        let before = self.strings.get(string).and_then(|usage| usage.label());
        let listed = if before.is_none() { self.listed_label(string) } else { None };
        let by_sort = name.sort.map(|sort| self.labels.of(Some(sort)));
        // A date or an event is nothing to somebody who has no label for it.
        if matches!(name.sort, Some(Sort::Date | Sort::Event)) && by_sort == Some(None) && listed.is_none() {
            return None;
        }
        let learned = || match (self.learner(), &self.labels) {
            (Some(learner), labels) if !learner.is_empty() => learner.label_of(name, labels),
            _ => by_sort.flatten(),
        };
        let label = before.or(listed).or_else(learned).map(str::to_owned);
        if !self.is_wanted(label.as_deref()) {
            return None;
        }
        let rule = if listed.is_some() { LISTED } else { name.rule.word() };
        Some(Stop { doc, bytes, what: What::Mention { label, rule }, by: None, decided: false })
    }

    /// Returns the stretches of text that are labelled elsewhere, but for those within or across `names`.
    fn string_stops(&self, doc: DocId, stretch: &Stretch, names: &[Stop]) -> Vec<Stop> {
        let mut found: Vec<Stop> = Vec::new();
        if self.strings.is_empty() {
            return found;
        }
        let document = self.document(doc);
        for sentence in &stretch.sentences {
            let text = document.slice(sentence.clone());
            let words: Vec<Range<usize>> = crate::text::word::words(text);
            let mut at = 0;
            while at < words.len() {
                let longest = (at..words.len().min(at + WORDS)).rev().find_map(|last| {
                    let string = text.get(words[at].start..words[last].end)?;
                    Some((last, self.strings.get(string)?.label()?))
                });
                let Some((last, label)) = longest else {
                    at += 1;
                    continue;
                };
                let bytes = sentence.start + words[at].start..sentence.start + words[last].end;
                let free = names.iter().all(|stop| stop.bytes.end <= bytes.start || bytes.end <= stop.bytes.start);
                if free && self.is_wanted(Some(label)) {
                    let what = What::Mention { label: Some(label.to_owned()), rule: "known" };
                    found.push(Stop { doc, bytes, what, by: None, decided: false });
                }
                at = last + 1;
            }
        }
        found
    }

    /// Returns whether Tab stops at names of `label`.
    pub(super) fn is_wanted(&self, label: Option<&str>) -> bool {
        label.is_none_or(|label| {
            self.settings.stop_labels.as_ref().is_none_or(|wanted| wanted.iter().any(|one| one == label))
        })
    }

    /// Returns whether the string of `stop` is not to be tagged, or was dismissed so often that it is not offered again.
    pub(super) fn is_given_up(&self, stop: &Stop) -> bool {
        let string = self.document(stop.doc).slice(stop.bytes.clone());
        self.strings.is_refused(string) || self.strings.is_dropped(string)
    }

    /// Returns whether the likely mention `stop` has been decided; `spans` are all likely ones.
    fn is_decided(&self, stop: &Stop, spans: &[Range<usize>], known: &Known) -> bool {
        let What::Mention { label, .. } = &stop.what else { return false };
        let bytes = &stop.bytes;
        if known.is_dismissed_at(bytes) || self.is_given_up(stop) {
            return true;
        }
        known.mentions.iter().any(|mention| {
            let (start, end) = (mention.span.start(), mention.span.end());
            if end <= bytes.start || bytes.end <= start {
                return false;
            }
            let own = spans.contains(&(start..end));
            let (outside, inside) =
                (start <= bytes.start && bytes.end <= end, bytes.start <= start && end <= bytes.end);
            let same_label = label.as_deref() == Some(mention.label.as_str());
            match (outside, inside) {
                // A tag with these words and more of them is what became of it; unless the other is a stop too.
                (true, false) => same_label && !own,
                (false, true) => !own,
                // Just these words, or a tag across them.
                (true, true) | (false, false) => true,
            }
        })
    }
}

/// A cue that the rules stop at is stopped at until it was learned to be less likely than this: one that is missed costs
/// eight keys more than one that is offered, one that is offered in vain costs one.
pub(super) const KEPT: f32 = 0.1;

/// Returns whether Tab stops at `cue`, with what was learned.
pub(super) fn is_strong(cue: &Cue, learner: Option<&Learner>) -> bool {
    let least = if cue.probability >= STRONG { KEPT } else { STRONG };
    learner.map_or(cue.probability >= STRONG, |learner| learner.chance(cue) >= least)
}

/// Returns whether `one` and `other` share bytes, and neither holds the other.
pub(super) fn crosses(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.start && other.start < one.end && one.end < other.end
        || other.start < one.start && one.start < other.end && other.end < one.end
}

/// Returns whether `span` is just `bytes`.
fn is(span: &Span, bytes: &Range<usize>) -> bool {
    span.start() == bytes.start && span.end() == bytes.end
}

/// Returns whether `span`, of which something was decided, is the name `bytes` among `names`: with its own ends, or with
/// one of them elsewhere, as in *President Vaskel* and *Vaskel*. What is another name, or holds one, is not.
fn is_meant(document: &Document, span: &Span, bytes: &Range<usize>, names: &[Name]) -> bool {
    let (start, end) = (span.start(), span.end());
    if is(span, bytes) {
        return true;
    }
    if (start == bytes.start) == (end == bytes.end) {
        return false;
    }
    let holds_other =
        |name: &Name| name.bytes != *bytes && (name.bytes.start.max(start)..name.bytes.end.min(end)) == name.bytes;
    // The bytes at the end that differs.
    let rest = if start == bytes.start {
        bytes.end.min(end)..bytes.end.max(end)
    } else {
        start.min(bytes.start)..start.max(bytes.start)
    };
    !names.iter().any(holds_other) && document.slice(rest).split_whitespace().nth(MORE).is_none()
}
