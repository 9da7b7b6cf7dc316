//! Narrowing who said what: by source, naming, role and words.

use crate::annotation::speaker::{Speaker, speakers};
use crate::annotation::{Attribution, Id};
use crate::compare::said::Row;
use crate::editor::Editor;
use crate::editor::claims::{Narrowing, Screen};
use crate::editor::panel::Overlay;
use crate::text::DocId;

impl Editor {
    /// Returns the rows that `screen` shows.
    pub(super) fn said_rows(&self, screen: &Screen) -> Vec<Row> {
        let typed = screen.words.text().to_lowercase();
        let wanted: Vec<&str> = typed.split_whitespace().collect();
        let has_words = |id: Id| {
            wanted.is_empty() || screen.texts.get(&id).is_some_and(|text| wanted.iter().all(|word| text.contains(word)))
        };
        let shown =
            |id: Id| has_words(id) && self.claim(id).is_some_and(|claim| self.is_shown(claim, &screen.narrowing));
        let source = |id: Id| {
            let names = self.claim(id).map(|claim| self.speakers_of(claim)).unwrap_or_default();
            names.first().map(|speaker| speaker.name.to_lowercase()).unwrap_or_default()
        };
        screen.said.rows(shown, screen.order, source)
    }

    /// Returns who speaks in `claim`.
    pub(in crate::editor) fn speakers_of(&self, claim: &Attribution) -> Vec<Speaker> {
        speakers(&self.set, [self.document(DocId::A), self.document(DocId::B)], claim)
    }

    fn is_shown(&self, claim: &Attribution, narrowing: &Narrowing) -> bool {
        let has = |name: &str, value: &Option<String>| {
            value.as_ref().is_none_or(|value| claim.attributes.get(name) == Some(value))
        };
        if !has("naming", &narrowing.naming) || !has("role", &narrowing.role) {
            return false;
        }
        let Some((key, _)) = &narrowing.source else { return true };
        self.speakers_of(claim).iter().any(|speaker| speaker.key() == *key)
    }

    /// Returns the words by which `claim` is found: of who speaks, of its cue and of what is said, in small letters.
    pub(super) fn words_of_claim(&self, claim: &Attribution) -> String {
        let document = self.document(claim.doc);
        let said = claim.contents.iter().chain(&claim.cues).map(|span| document.covered_span(span));
        let names = self.speakers_of(claim).into_iter().flat_map(|speaker| [speaker.name, speaker.words]);
        names.chain(said).collect::<Vec<_>>().join(" ").to_lowercase()
    }

    /// Shows only what the one says who says the chosen claim, or all again.
    pub(super) fn narrow_by_source(&mut self) {
        let Some(Overlay::Said(screen)) = &self.overlay else { return };
        let claim = screen.claim().and_then(|id| self.claim(id));
        let first = claim.and_then(|claim| self.speakers_of(claim).into_iter().next());
        if screen.narrowing.source.is_none() && first.is_none() {
            self.tell("nobody is named here");
            return;
        }
        self.narrow(|narrowing| {
            narrowing.source = match narrowing.source {
                Some(_) => None,
                None => first.map(|speaker| (speaker.key(), speaker.name)),
            };
        });
    }

    /// Shows only claims with the next value that attribute `name` has in the set; all after the last.
    pub(super) fn narrow_by(&mut self, name: &str) {
        let mut values: Vec<String> =
            self.set.attributions().filter_map(|claim| claim.attributes.get(name).cloned()).collect();
        values.sort();
        values.dedup();
        if values.is_empty() {
            self.tell(&format!("no attribution says its {name} yet"));
            return;
        }
        self.narrow(|narrowing| {
            let now = if name == "role" { &mut narrowing.role } else { &mut narrowing.naming };
            *now = match now.take() {
                None => values.first().cloned(),
                Some(before) => values.into_iter().find(|value| *value > before),
            };
        });
    }

    fn narrow(&mut self, change: impl FnOnce(&mut Narrowing)) {
        if let Some(Overlay::Said(screen)) = &mut self.overlay {
            change(&mut screen.narrowing);
        }
        self.said_typed();
    }
}
