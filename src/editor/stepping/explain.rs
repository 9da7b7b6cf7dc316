//! Explaining: of each candidate by which rule it was found, what was learned of it, and why it is offered or not.

use std::ops::Range;

use super::listed::is_listed;
use super::stops::{KEPT, Stop, is_strong};
use crate::editor::Editor;
use crate::suggest::ground::number;
use crate::suggest::{Cue, DROPPED, Learner, Name, STRONG};
use crate::text::DocId;

/// Why a candidate is offered, or why not.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The article.
    pub doc: DocId,
    /// Its bytes there, as the rules found them.
    pub bytes: Range<usize>,
    /// The bytes that are offered instead, if others are.
    pub instead: Option<Range<usize>>,
    /// The rule that found it: `capital`; `cue`.
    pub rule: &'static str,
    /// How likely it is by the rules, 0 to 1.
    pub by_rules: f32,
    /// How likely it is with what was learned, 0 to 1.
    pub chance: f32,
    /// What the learner looks at, each with the weight that was learned.
    pub features: Vec<(String, f32)>,
    /// Whether `Tab` stops there, or did until it was decided.
    pub offered: bool,
    /// Why, in a few words.
    pub why: String,
}

impl Editor {
    /// Returns all candidates of `doc` with the reasons why they are offered or not. The work is proportional to the text.
    #[must_use]
    pub fn explained(&self, doc: DocId) -> Vec<Explained> {
        let mut found = Vec::new();
        let none = Learner::default();
        let learner = self.learner().unwrap_or(&none);
        for at in 0..=number(self.document(doc).len()) {
            let stretch = self.stepping.ground.borrow_mut().explained(&self.documents, doc, at);
            let stops = self.stops(doc, at);
            found.extend(stretch.names.iter().map(|name| self.why_name(doc, name, learner, &stops.stops)));
            found.extend(stretch.cues.iter().map(|cue| why_cue(doc, cue, learner, &stops.stops)));
        }
        found.sort_by_key(|one| (one.bytes.start, std::cmp::Reverse(one.bytes.end)));
        found
    }

    fn why_name(&self, doc: DocId, name: &Name, learner: &Learner, stops: &[Stop]) -> Explained {
        let ends = learner.ends_of(self.document(doc), name);
        let stop = [&ends, &name.bytes].into_iter().find_map(|bytes| stops.iter().find(|stop| stop.bytes == *bytes));
        let listed = stops.iter().filter(|stop| is_listed(stop)).map(|stop| &stop.bytes);
        let listed = listed.into_iter().find(|bytes| bytes.start < name.bytes.end && name.bytes.start < bytes.end);
        let chance = learner.chance_of_name(name);
        let why = match stop {
            Some(stop) if stop.decided => "decided".to_owned(),
            Some(stop) if stop.bytes != name.bytes => "offered with the ends that were learned".to_owned(),
            Some(_) => "offered".to_owned(),
            None if listed.is_some() => "dropped: words of the word list are offered".to_owned(),
            None if learner.drops(name) => format!("dropped: learned to be below {DROPPED}"),
            None => "dropped: nothing with this label is stopped at".to_owned(),
        };
        Explained {
            doc,
            bytes: name.bytes.clone(),
            instead: stop.map(|stop| &stop.bytes).or(listed).cloned().filter(|bytes| *bytes != name.bytes),
            rule: name.rule.word(),
            by_rules: Learner::default().chance_of_name(name),
            chance,
            features: learner.reasons_of_name(name),
            offered: stop.is_some(),
            why,
        }
    }
}

fn why_cue(doc: DocId, cue: &Cue, learner: &Learner, stops: &[Stop]) -> Explained {
    let stop = stops.iter().find(|stop| stop.bytes == cue.bytes);
    let why = match stop {
        Some(stop) if stop.decided => "decided".to_owned(),
        Some(_) => "offered".to_owned(),
        None if is_strong(cue, Some(learner)) => "dropped: cues are not stopped at".to_owned(),
        None if cue.probability >= STRONG => format!("dropped: learned to be below {KEPT}"),
        None => format!("weak: below {STRONG}; ]c goes there"),
    };
    Explained {
        doc,
        bytes: cue.bytes.clone(),
        instead: None,
        rule: "cue",
        by_rules: cue.probability,
        chance: learner.chance(cue),
        features: learner.reasons_of_cue(cue),
        offered: stop.is_some(),
        why,
    }
}
