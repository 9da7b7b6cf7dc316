//! Strings already labelled: how often, in which article, and as what; kept true by every edit.

use std::collections::HashMap;

use crate::annotation::{Decision, DecisionOn, Edit, Mention, Record, Set};
use crate::text::Document;

/// What is known of one string.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StringUse {
    /// How many mentions cover it in each article, left first.
    pub counts: [u32; 2],
    /// The labels these have, with how many each.
    labels: Vec<(Box<str>, u32)>,
}

impl StringUse {
    /// Returns the label that most mentions of the string have, the one given first among equals.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        let most = self.labels.iter().map(|(_, count)| *count).max()?;
        self.labels.iter().find(|(_, count)| *count == most).map(|(label, _)| &**label)
    }
}

/// A string dismissed at so many places and never tagged is not offered again.
const DROPPED: u32 = 2;

/// The strings that mentions of one piece cover.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    uses: HashMap<Box<str>, StringUse>,
    /// The strings that are not to be tagged, with how many decisions say so.
    refused: HashMap<Box<str>, u32>,
    /// How often a string was dismissed at one place.
    dismissed: HashMap<Box<str>, u32>,
}

impl Strings {
    /// Counts all mentions of `set` once.
    #[must_use]
    pub fn of(set: &Set, documents: [&Document; 2]) -> Self {
        let mut strings = Strings::default();
        for mention in set.mentions() {
            strings.count(mention, documents, true);
        }
        for decision in set.decisions() {
            strings.refuse(decision, documents, true);
        }
        strings
    }

    /// Keeps the counts true after `edit` has been applied, which lies between the texts of `sides`.
    pub fn follow(&mut self, edit: &Edit, sides: [[&Document; 2]; 2]) {
        match &edit.before {
            Some(Record::Mention(before)) => self.count(before, sides[0], false),
            Some(Record::Decision(before)) => self.refuse(before, sides[0], false),
            _ => {}
        }
        match &edit.after {
            Some(Record::Mention(after)) => self.count(after, sides[1], true),
            Some(Record::Decision(after)) => self.refuse(after, sides[1], true),
            _ => {}
        }
    }

    /// Returns what is known of `string`.
    #[must_use]
    pub fn get(&self, string: &str) -> Option<&StringUse> {
        self.uses.get(string)
    }

    /// Returns whether no string is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    /// Returns whether somebody has said that `string` is not to be tagged.
    #[must_use]
    pub fn is_refused(&self, string: &str) -> bool {
        self.refused.contains_key(string)
    }

    /// Returns the strings that are not to be tagged, in no order.
    pub fn refused(&self) -> impl Iterator<Item = &str> {
        self.refused.keys().map(|string| &**string)
    }

    /// Returns whether `string` was dismissed at so many places, and tagged at none, that it is not worth offering again.
    #[must_use]
    pub fn is_dropped(&self, string: &str) -> bool {
        self.dismissed.get(string).is_some_and(|count| *count >= DROPPED) && self.get(string).is_none()
    }

    fn refuse(&mut self, decision: &Decision, documents: [&Document; 2], add: bool) {
        let (counts, string) = match &decision.on {
            DecisionOn::NotThis(string) => (&mut self.refused, string.as_str()),
            DecisionOn::NotHere(span) => match span.fragments() {
                [fragment] => (&mut self.dismissed, documents[span.doc().index()].covered(*fragment)),
                _ => return,
            },
            DecisionOn::NoCounterpart(_) => return,
        };
        if add {
            *counts.entry(string.into()).or_default() += 1;
        } else if let Some(count) = counts.get_mut(string) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(string);
            }
        }
    }

    fn count(&mut self, mention: &Mention, documents: [&Document; 2], add: bool) {
        let [fragment] = mention.span.fragments() else { return };
        let document = mention.span.doc().index();
        let string = documents[document].covered(*fragment);
        let step = |count: &mut u32| *count = if add { *count + 1 } else { count.saturating_sub(1) };
        if !self.uses.contains_key(string) {
            if !add {
                return;
            }
            self.uses.insert(string.into(), StringUse::default());
        }
        let Some(usage) = self.uses.get_mut(string) else { return };
        step(&mut usage.counts[document]);
        match usage.labels.iter_mut().find(|(label, _)| **label == *mention.label) {
            Some((_, count)) => step(count),
            None => usage.labels.push((mention.label.as_str().into(), 1)),
        }
        usage.labels.retain(|(_, count)| *count > 0);
        if usage.labels.is_empty() {
            self.uses.remove(string);
        }
    }
}
