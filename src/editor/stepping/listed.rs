//! What the schema's word lists say: strings to stop at wherever they stand, each with the label of its list.
//!
//! They come after all that people have decided: what was tagged, dismissed or labelled before counts, not the list.

use std::ops::Range;
use std::rc::Rc;

use super::stops::{Known, LISTED, Stop, What, crosses};
use crate::annotation::schema::Label;
use crate::editor::Editor;
use crate::suggest::Rule;
use crate::suggest::ground::Stretch;
use crate::suggest::listed::WordList;
use crate::text::DocId;

impl Editor {
    /// Returns the strings that the schema lists; none if it lists nothing. They are put in order when first asked for.
    fn word_list(&self) -> Option<Rc<WordList>> {
        let labels = &self.schema.labels;
        if !labels.iter().any(Label::has_words) {
            return None;
        }
        let strings = || labels.iter().enumerate().flat_map(|(at, label)| label.listed().map(move |word| (at, word)));
        let list = self.stepping.listed.borrow_mut().list(|| WordList::of(strings()));
        Some(list).filter(|list| !list.is_empty())
    }

    /// Returns the label that `string` is listed with.
    pub(super) fn listed_label(&self, string: &str) -> Option<&str> {
        let at = self.word_list()?.label_of(string)?;
        self.schema.labels.get(at).map(|label| label.name.as_str())
    }

    /// Puts what is listed and stands in stretch `at` of `doc` among `stops`, the likely mentions there. It takes the place
    /// of those that the rules found within it or across its ends.
    pub(super) fn add_listed(&self, doc: DocId, at: usize, stretch: &Stretch, known: &Known, stops: &mut Vec<Stop>) {
        let Some(list) = self.word_list() else { return };
        let places = self.stepping.listed.borrow_mut().within(&list, &self.documents, (doc, at), stretch);
        for listed in &*places {
            let Some(label) = self.schema.labels.get(listed.label).map(|label| label.name.as_str()) else { continue };
            let bytes = &listed.bytes;
            if stops.iter().any(|stop| covers(&stop.bytes, bytes)) || !self.is_wanted(Some(label)) {
                continue;
            }
            let what = What::Mention { label: Some(label.to_owned()), rule: LISTED };
            let stop = Stop { doc, bytes: bytes.clone(), what, by: None, decided: false };
            // What somebody has dismissed takes nobody's place.
            let is_over = known.is_dismissed_at(bytes) || self.is_given_up(&stop);
            let stays = |other: &Stop| is_over || known.is_at(&other.bytes);
            let wins = |other: &Stop| crosses(&other.bytes, bytes) && (stays(other) || self.is_labelled(other));
            if stops.iter().any(wins) {
                continue;
            }
            stops.retain(|other| {
                let apart = other.bytes.end <= bytes.start || bytes.end <= other.bytes.start;
                apart || stays(other) || is_demonym(other) && covers(bytes, &other.bytes)
            });
            stops.push(stop);
        }
    }

    /// Returns whether somebody has labelled the words of `stop` elsewhere.
    fn is_labelled(&self, stop: &Stop) -> bool {
        self.strings.get(self.document(stop.doc).slice(stop.bytes.clone())).is_some()
    }
}

/// Returns whether `outer` holds all of `inner`.
fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Returns whether `stop` is tagged within a longer name too, as *Afghan* in *Afghan government*.
fn is_demonym(stop: &Stop) -> bool {
    matches!(stop.what, What::Mention { rule, .. } if rule == Rule::Demonym.word())
}

/// Returns whether a list says that `stop` is one.
pub(super) fn is_listed(stop: &Stop) -> bool {
    matches!(stop.what, What::Mention { rule: LISTED, .. })
}
