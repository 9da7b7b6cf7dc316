//! The rebase in the program: an article's new text is read, doubtful tags are decided one by one, and all of it is done as
//! one change.

use std::sync::Arc;

use super::Editor;
use super::command::Command;
use super::input::{Effect, Report, Request};
use super::panel::Overlay;
use super::reviewing::{OnDisk, Reviewing};
use crate::annotation::{Edit, OperationKind, Record, Transaction};
use crate::compare::{Choice, Rebase};
use crate::format::native;
use crate::text::{DocId, Document};

impl Editor {
    /// Asks for the new text of an article that has changed, or shows the rebase that was begun.
    pub(super) fn open_rebase(&mut self) {
        if self.looks_back() {
            return;
        }
        if self.rebase.as_ref().is_some_and(|begun| begun.based_on == self.history.last() && !begun.rebase.takes_up()) {
            self.overlay = Some(Overlay::Review);
            return;
        }
        let doc = DocId::BOTH.into_iter().find(|doc| self.is_changed(*doc)).unwrap_or(self.focus);
        self.ask_for_rebase(doc);
    }

    /// Says so where an earlier state of the set is looked at, which is not the one to carry.
    fn looks_back(&mut self) -> bool {
        let looking = self.looking.map(|seq| format!("this is the set after change {seq}: Esc comes back to now"));
        looking.is_some_and(|words| {
            self.warn(&words);
            true
        })
    }

    fn ask_for_rebase(&mut self, doc: DocId) {
        self.rebase = None;
        let name = self.file_names[doc.index()].clone();
        self.tell(&format!("reading {name} and looking for its tags"));
        let (old, based_on) = (Arc::clone(&self.documents[doc.index()]), self.history.last());
        let set = Arc::new(self.set.clone());
        self.effects.push(Effect::Ask(Request::Rebase { old, set, based_on }));
    }

    /// Asks for the tags that were parked.
    pub(super) fn open_parked(&mut self) {
        if self.looks_back() {
            return;
        }
        self.rebase = None;
        self.tell("looking for parked tags");
        let (documents, based_on) = (self.documents.clone(), self.history.last());
        let set = Arc::new(self.set.clone());
        self.effects.push(Effect::Ask(Request::Parked { documents, set, based_on }));
    }

    /// Takes what the worker has found: a rebase to decide, or why there is none.
    pub(super) fn take_rebase(&mut self, found: Result<Box<Rebase>, String>, based_on: u64) {
        if self.looks_back() {
            return;
        }
        let rebase = match found {
            Ok(rebase) => *rebase,
            Err(reason) => return self.tell(&reason),
        };
        let doc = rebase.doc();
        let is_old = rebase.old().hash() == self.document(doc).hash();
        if based_on != self.history.last() || !(is_old || rebase.takes_up()) {
            // Something was done while the text was read: what was found is of another set.
            return if rebase.takes_up() { self.open_parked() } else { self.ask_for_rebase(doc) };
        }
        self.complete_info(doc);
        self.know_text(rebase.new_text());
        if !rebase.takes_up() {
            self.on_disk[doc.index()] = OnDisk::Text(Arc::clone(rebase.new_text()));
        }
        self.rebase = Some(Reviewing { rebase, based_on, chosen: 0, behind: false, placing: None });
        self.message = None;
        if self.overlay.is_some() {
            self.tell("the new text is read: Space r shows what becomes of the tags");
        } else {
            self.overlay = Some(Overlay::Review);
        }
    }

    /// Fills in what a new set has left open of a large article. The writer does the same for the set's file.
    fn complete_info(&mut self, doc: DocId) {
        let Some(info) = self.set.document(doc).filter(|info| info.sha256.is_empty()).cloned() else { return };
        let document = self.document(doc);
        let mut after = info.clone();
        (after.characters, after.sha256) = (document.index().chars(), document.hash().to_owned());
        let edit = Edit::replace(Record::Document(info), Record::Document(after));
        self.set.apply(&Transaction::of("", edit)).expect("count and hash of a document may be any");
    }

    /// Runs a command of the review.
    pub(super) fn review_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::ReviewDown | C::ListDown => self.step_review(1),
            C::ReviewUp | C::ListUp => self.step_review(-1),
            C::ReviewNextOpen => self.next_open(),
            C::ReviewTake => self.decide(&Choice::Candidate(0)),
            C::ReviewSecond => self.decide(&Choice::Candidate(1)),
            C::ReviewThird => self.decide(&Choice::Candidate(2)),
            C::ReviewPark => self.decide(&Choice::Park),
            C::ReviewRemove => self.decide(&Choice::Remove),
            C::ReviewReopen => self.reopen(),
            C::ReviewByHand => self.place_by_hand(),
            C::ReviewParkRest => self.park_rest(),
            C::ReviewWrite => self.write_rebase(),
            C::ReviewClose => self.close_review(),
            _ => {}
        }
    }

    /// Puts the review behind a panel, from which closing leads back.
    pub(super) fn put_review_behind(&mut self) {
        if let (Some(Overlay::Review), Some(reviewing)) = (&self.overlay, &mut self.rebase) {
            reviewing.behind = true;
        }
    }

    /// Comes back to what stood behind a panel: the review, or who said what.
    pub(super) fn back_to_review(&mut self) {
        if let Some(reviewing) = self.rebase.as_mut().filter(|reviewing| reviewing.behind) {
            reviewing.behind = false;
            self.overlay = Some(Overlay::Review);
        } else if let Some(screen) = self.said_behind.take() {
            self.overlay = Some(Overlay::Said(screen));
        } else if let Some(screen) = self.compare_behind.take() {
            self.overlay = Some(Overlay::Compare(screen));
        } else if let Some(overview) = self.overview_behind.take() {
            self.overlay = Some(Overlay::Overview(overview));
        }
    }

    /// Leaves the review; nothing is written, and what was decided stays as long as nothing else is done.
    pub(super) fn close_review(&mut self) {
        self.overlay = None;
        let takes_up = self.rebase.as_ref().is_some_and(|reviewing| reviewing.rebase.takes_up());
        if takes_up {
            self.rebase = None;
            self.tell("nothing was written; what is parked stays parked");
        } else {
            self.tell("nothing was written; Space r comes back to what you have decided");
        }
    }

    fn step_review(&mut self, step: isize) {
        let Some(reviewing) = &mut self.rebase else { return };
        let last = reviewing.rebase.rows().len().saturating_sub(1);
        reviewing.chosen = reviewing.chosen.saturating_add_signed(step).min(last);
    }

    /// Goes to the next row that is open, round from the end to the beginning.
    fn next_open(&mut self) {
        let Some(reviewing) = &mut self.rebase else { return };
        let rows = reviewing.rebase.rows();
        let is_open = |at: &usize| rows.get(*at).is_some_and(|row| row.part.is_some() && row.choice == Choice::Open);
        match (reviewing.chosen + 1..rows.len()).chain(0..=reviewing.chosen).find(is_open) {
            Some(next) => reviewing.chosen = next,
            None if reviewing.rebase.takes_up() => self.tell("all are decided: w brings them back"),
            None => self.tell("all are decided: w writes the set on the new text"),
        }
    }

    fn decide(&mut self, choice: &Choice) {
        let Some(reviewing) = &mut self.rebase else { return };
        if reviewing.rebase.choose(reviewing.chosen, choice) {
            return self.next_open();
        }
        let row = reviewing.chosen;
        let words = match (choice, reviewing.rebase.candidates(row).len()) {
            (Choice::Remove, _) => "what is parked and not taken up stays in its file".to_owned(),
            _ if reviewing.rebase.part(row).is_none() => self.no_part().to_owned(),
            (_, 0) => "no place is proposed: s selects one, p parks the tag".to_owned(),
            (_, 1) => "one place is proposed: Enter takes it, s selects another".to_owned(),
            (_, count) => format!("{count} places are proposed: 1 to {count} take one, s selects another"),
        };
        self.tell(&words);
    }

    /// Returns why the chosen row cannot be given a place.
    pub(super) fn no_part(&self) -> &'static str {
        match &self.rebase {
            Some(Reviewing { rebase, chosen, .. }) if rebase.review(*chosen).is_some() => {
                "it goes where the tag goes that it refers to"
            }
            _ => "nothing is in doubt: w writes the set on the new text",
        }
    }

    fn reopen(&mut self) {
        if let Some(reviewing) = &mut self.rebase {
            reviewing.rebase.choose(reviewing.chosen, &Choice::Open);
        }
    }

    fn park_rest(&mut self) {
        let Some(reviewing) = &mut self.rebase else { return };
        let words = match reviewing.rebase.park_rest() {
            0 => "nothing is open".to_owned(),
            1 => "1 tag will be parked; w writes the set on the new text".to_owned(),
            count => format!("{count} tags will be parked; w writes the set on the new text"),
        };
        self.tell(&words);
    }

    /// Does what was decided, as one change.
    fn write_rebase(&mut self) {
        let Some(Reviewing { rebase, based_on, .. }) = &self.rebase else { return };
        if *based_on != self.history.last() {
            (self.rebase, self.overlay) = (None, None);
            self.warn("the set has changed meanwhile: Space r begins anew");
            return;
        }
        if let Some(reason) = unready(rebase) {
            return self.warn(&reason);
        }
        let parked = match rebase.parked(&self.set) {
            Ok(parked) => parked,
            Err(error) => return self.warn(&format!("{error}: nothing was changed")),
        };
        let (doc, transaction) = (rebase.doc(), rebase.transaction());
        let mut words = done(rebase);
        let effects = self.effects.len();
        if let Some(parked) = parked {
            let documents = [self.document(DocId::A), self.document(DocId::B)];
            let (name, text) = (self.parked_name(), native::write(&parked, documents));
            words = format!("{words} in {name}");
            // What is parked is on the disk before the tags leave the set.
            self.effects.push(Effect::Beside { name, text });
        }
        let exchanges = !rebase.takes_up();
        if !self.commit(OperationKind::Do, transaction) {
            self.effects.truncate(effects);
            return;
        }
        (self.rebase, self.overlay) = (None, None);
        let left = DocId::BOTH.into_iter().find(|other| exchanges && *other != doc && self.is_changed(*other));
        match left.map(|other| &self.file_names[other.index()]) {
            Some(name) => self.tell(&format!("{words}; {name} has changed too: Space r")),
            None => self.tell(&format!("{words}; u takes all of it back")),
        }
    }

    /// Returns the name of the file for what the next operation parks.
    fn parked_name(&self) -> String {
        let stem = self.set_file.strip_suffix(".ron").unwrap_or(&self.set_file);
        format!("{stem}.parked-{}.ron", self.history.last() + 1)
    }

    /// Returns whether the article `doc` has another text on the disk than the one that is shown.
    fn is_changed(&self, doc: DocId) -> bool {
        let document = &self.documents[doc.index()];
        match &self.on_disk[doc.index()] {
            OnDisk::Text(text) => !Arc::ptr_eq(text, document) && text.hash() != document.hash(),
            OnDisk::Hash(hash) => document.hash() != hash,
        }
    }

    /// Takes note that the article `doc` has on the disk the text with the SHA-256 `hash`, which is not the one shown.
    fn note_changed(&mut self, doc: DocId, hash: String) {
        self.on_disk[doc.index()] = OnDisk::Hash(hash);
        let name = self.file_names[doc.index()].clone();
        self.warn(&format!("{name} has changed; the text of this set is shown, Space r carries the tags over"));
    }

    /// Takes what the worker says of texts and rebases.
    pub(super) fn rebase_report(&mut self, report: Report) {
        match report {
            Report::Changed { doc, hash } => self.note_changed(doc, hash),
            Report::Texts(texts) => texts.iter().for_each(|text: &Arc<Document>| self.know_text(text)),
            Report::Rebase { found, based_on } => self.take_rebase(found, based_on),
            _ => {}
        }
    }
}

/// Returns why what is decided of `rebase` cannot be done yet, if so.
fn unready(rebase: &Rebase) -> Option<String> {
    let [open, placed, ..] = rebase.counts();
    match (rebase.takes_up(), open, placed) {
        (true, _, 0) => Some("nothing is decided yet: Enter takes a place, s selects one".to_owned()),
        (true, ..) | (false, 0, _) => None,
        (false, 1, _) => Some("1 tag is still open: n goes to it, P parks it".to_owned()),
        (false, open, _) => Some(format!("{open} tags are still open: n goes to the next one, P parks the rest")),
    }
}

/// Returns what doing `rebase` comes to, in words; what is parked comes last.
fn done(rebase: &Rebase) -> String {
    let [_, placed, parked, removed] = rebase.counts();
    if rebase.takes_up() {
        return format!("{placed} taken up");
    }
    let carried = rebase.carried().exact + rebase.carried().respelled.len() + placed;
    let mut parts = vec![format!("{carried} carried")];
    parts.extend((removed > 0).then(|| format!("{removed} removed")));
    parts.extend((parked > 0).then(|| format!("{parked} parked")));
    parts.join(", ")
}
