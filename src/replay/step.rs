//! Stepping: from stop to stop as the editor offers them, each decided by what the gold says of it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::attribution::{self, made};
use super::hand::Hand;
use super::mention;
use super::shape::shape;
use super::tally::{Kind, Tally};
use super::target::{Saying, Tag, Target};
use crate::annotation::Mention;
use crate::editor::command::Command;
use crate::editor::{Editor, Part, Stop, StopChoice, What};
use crate::text::DocId;

/// Putting a stop right takes at most so many keys; with more, going there later is quicker.
const REPAIR: usize = 5;

/// A cue is taken for one that was never offered if that is at most so many bytes away.
const NEAR: usize = 80;

/// What is not entered yet.
struct Open<'target> {
    target: &'target Target,
    tags: Vec<&'target Tag>,
    sayings: Vec<&'target Saying>,
    /// Whether one key may label all identical strings.
    all_alike: bool,
}

/// Steps through both articles and decides every stop, identical strings together if `all_alike`; what was never offered
/// is gone to by hand on the way or in the end.
pub(super) fn enter(hand: &mut Hand, target: &Target, all_alike: bool, tally: &mut [Tally; 2]) {
    let mut open =
        Open { target, tags: target.tags.iter().collect(), sayings: target.sayings.iter().collect(), all_alike };
    if !choose(hand, target) {
        return;
    }
    // What Tab stops at is a setting, not a decision.
    hand.take_count();
    hand.run(Command::NextStop);
    let mut decided = BTreeSet::new();
    while let Some(offer) = hand.editor.offer() {
        let stop = offer.stop;
        if hand.building().is_none() && open.passed(hand, &stop, tally) {
            continue;
        }
        // After the last one the selection stays where it is.
        if decided.contains(&place(&stop)) {
            break;
        }
        if stop.what == What::Cue {
            open.cue(hand, &stop, tally);
        } else {
            open.mention(hand, &stop, offer.label.as_deref(), tally);
        }
        decided.insert(place(&stop));
    }
    let last = Target {
        tags: open.tags.into_iter().cloned().collect(),
        sayings: open.sayings.into_iter().cloned().collect(),
        ..target.clone()
    };
    // The key that found no further stop is counted with what comes next.
    mention::enter(hand, &last, &mut tally[0]);
    attribution::enter(hand, &last, &mut tally[1]);
    tally[usize::from(target.tags.is_empty())].add_keys(Kind::Dismissed, hand.take_count());
}

/// Returns the tags of `editor`.
fn tags(editor: &Editor) -> BTreeSet<Tag> {
    let tag = |mention: &Mention| Tag {
        doc: mention.span.doc(),
        bytes: mention.span.start()..mention.span.end(),
        label: mention.label.clone(),
    };
    editor.set().mentions().map(tag).collect()
}

/// Returns what tells `stop` from every other.
fn place(stop: &Stop) -> (DocId, usize, usize, bool) {
    (stop.doc, stop.bytes.start, stop.bytes.end, stop.what == What::Cue)
}

/// Chooses that only what the gold has is stopped at; `false` where it has nothing.
fn choose(hand: &mut Hand, target: &Target) -> bool {
    let wanted = match (target.tags.is_empty(), target.sayings.is_empty()) {
        (false, false) => StopChoice::Both,
        (false, true) => StopChoice::Labels,
        (true, false) => StopChoice::Cues,
        (true, true) => return false,
    };
    for _ in 0..3 {
        if hand.editor.stops_at() == wanted {
            return true;
        }
        hand.run(Command::ChooseStops);
    }
    false
}

impl Open<'_> {
    /// Decides the stop `stop`, a likely mention whose `Enter` gives `label`.
    fn mention(&mut self, hand: &mut Hand, stop: &Stop, label: Option<&str>, tally: &mut [Tally; 2]) {
        let exact = self.tags.iter().position(|tag| (tag.doc, &tag.bytes) == (stop.doc, &stop.bytes));
        if let Some(at) = exact {
            if self.all_alike && self.alike(hand, self.tags[at], tally) {
                return;
            }
            let tag = self.tags.remove(at);
            let command = if label == Some(tag.label.as_str()) {
                Some(Command::LabelAsBefore)
            } else {
                mention::label(hand, tag)
            };
            if command.is_some_and(|command| hand.run(command)) {
                tally[0].add(Kind::Accepted, hand.take_count());
                return;
            }
        }
        if self.mended(hand, stop, tally) {
            return;
        }
        let document = hand.editor.document(stop.doc);
        let string = document.slice(stop.bytes.clone());
        let wanted = |tag: &Tag| hand.editor.document(tag.doc).slice(tag.bytes.clone()) == string;
        let everywhere = !self.target.tags.iter().any(wanted);
        hand.run(if everywhere { Command::NotThis } else { Command::Remove });
        tally[0].add(Kind::Dismissed, hand.take_count());
    }

    /// Labels every string identical to `tag` by one key, and takes away where that was wrong; `false` where going one by
    /// one takes no more keys.
    fn alike(&mut self, hand: &mut Hand, tag: &Tag, tally: &mut [Tally; 2]) -> bool {
        let before = tags(&hand.editor);
        let Some(Command::Label(place)) = mention::label(hand, tag) else { return false };
        let Some(mut alike) = hand.having_run(&[Command::LabelAlike(place)]) else { return false };
        let new: Vec<Tag> = tags(&alike.editor).into_iter().filter(|tag| !before.contains(tag)).collect();
        let right = new.iter().filter(|tag| self.tags.contains(tag)).count();
        let wrong: Vec<&Tag> = new.iter().filter(|tag| !self.target.tags.contains(tag)).collect();
        for tag in &wrong {
            let here = |hand: &Hand| hand.editor.focus() == tag.doc && hand.editor.selection() == tag.bytes;
            let mut steps = 0;
            while !here(&alike) && steps < new.len() && alike.run(Command::NextAlike) {
                steps += 1;
            }
            if !here(&alike) || !alike.run(Command::Remove) {
                return false;
            }
        }
        if !wrong.is_empty() {
            alike.run(Command::NextStop);
        }
        if alike.pressed - hand.pressed >= right {
            return false;
        }
        *hand = alike;
        self.tags.retain(|tag| !new.contains(tag));
        tally[0].add_many(Kind::Alike, right, hand.take_count());
        true
    }

    /// Makes of a stop that is not right a tag that overlaps it and that is offered nowhere; `false` if there is none.
    fn mended(&mut self, hand: &mut Hand, stop: &Stop, tally: &mut [Tally; 2]) -> bool {
        let overlaps =
            |tag: &&&Tag| tag.doc == stop.doc && tag.bytes.start < stop.bytes.end && stop.bytes.start < tag.bytes.end;
        let ways = self.tags.iter().filter(overlaps).filter(|tag| !is_offered(hand, tag.doc, &tag.bytes, false));
        let ways = ways.filter_map(|tag| Some((*tag, shape(hand, &stop.bytes, &tag.bytes, REPAIR)?)));
        let Some((tag, way)) = ways.min_by_key(|(tag, way)| (way.keys, Reverse(tag.bytes.len()))) else { return false };
        let (Some(mut mended), Some(label)) = (hand.having_run(&way.commands), mention::label(hand, tag)) else {
            return false;
        };
        if mended.editor.selection() != tag.bytes || !mended.run(label) {
            return false;
        }
        *hand = mended;
        self.tags.retain(|open| *open != tag);
        tally[0].add(Kind::Repaired, hand.take_count());
        true
    }

    /// Decides the stop `stop`, a likely cue, on which the builder has been opened.
    fn cue(&mut self, hand: &mut Hand, stop: &Stop, tally: &mut [Tally; 2]) {
        let parts = &self.target.parts;
        let best = self.sayings.iter().filter(|saying| saying.doc == stop.doc).filter_map(|saying| {
            let own =
                saying.pieces(Part::Cue).iter().any(|cue| cue.start < stop.bytes.end && stop.bytes.start < cue.end);
            let near = saying.met_at().abs_diff(stop.bytes.start) < NEAR
                && !saying.pieces(Part::Cue).iter().any(|cue| is_offered(hand, saying.doc, cue, true));
            if !own && !near {
                return None;
            }
            let made = made(hand, saying, parts)?;
            // One that is offered elsewhere, or reached more quickly by hand, is left.
            let worth = own || made.pressed < hand.pressed + attribution::REACHED;
            worth.then_some((Reverse(own), made.pressed, *saying, made))
        });
        let Some((_, pressed, saying, made)) = best.min_by_key(|(own, pressed, ..)| (*own, *pressed)) else {
            hand.run(Command::Reject);
            tally[1].add(Kind::Dismissed, hand.take_count());
            return;
        };
        let kind = if pressed == hand.pressed + 1 { Kind::Accepted } else { Kind::Repaired };
        *hand = made;
        self.sayings.retain(|open| *open != saying);
        tally[1].add(kind, hand.take_count());
    }

    /// Enters by hand what lies before `stop` and was never offered, and comes back to it; `false` if there is nothing.
    fn passed(&mut self, hand: &mut Hand, stop: &Stop, tally: &mut [Tally; 2]) -> bool {
        let before = |doc: DocId, at: usize| doc == stop.doc && at < stop.bytes.start;
        let tags: Vec<&Tag> = self.tags.iter().filter(|tag| before(tag.doc, tag.bytes.start)).copied().collect();
        let tags = Target { tags: tags.into_iter().cloned().collect(), ..Target::default() };
        let missed: Vec<&Saying> =
            self.sayings.iter().filter(|saying| before(saying.doc, saying.met_at())).copied().collect();
        let sayings = Target {
            sayings: missed.into_iter().cloned().collect(),
            parts: self.target.parts.clone(),
            ..Target::default()
        };
        if tags.tags.is_empty() && sayings.sayings.is_empty() {
            return false;
        }
        mention::enter(hand, &tags, &mut tally[0]);
        attribution::enter(hand, &sayings, &mut tally[1]);
        hand.run(Command::NextStop);
        tally[usize::from(tags.tags.is_empty())].add_keys(Kind::Reached, hand.take_count());
        // What could not be entered by hand is not tried again.
        self.sayings.retain(|saying| !sayings.sayings.contains(saying));
        self.tags.retain(|tag| !tags.tags.contains(tag));
        true
    }
}

/// Returns whether there is an undecided stop with exactly `bytes`, or a cue that shares some of them.
fn is_offered(hand: &Hand, doc: DocId, bytes: &Range<usize>, cue: bool) -> bool {
    let likely = hand.editor.likely(doc, bytes);
    likely.iter().any(|stop| !stop.decided && if cue { stop.what == What::Cue } else { stop.bytes == *bytes })
}
