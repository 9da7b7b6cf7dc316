//! Tagging: every command that changes the set, each as one transaction.

use std::cmp::Reverse;

use super::Editor;
use super::command::Command;
use super::removal::removal;
use crate::annotation::{Edit, How, Id, Mention, OperationKind, Record, Set, Transaction};
use crate::text::{Document, Span};

/// A change that `.` can do again on another selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Repeatable {
    /// Give this label.
    Label(String),
    /// Give this label to all alike.
    Alike(String),
    /// Remove the tag.
    Remove,
    /// Turn the doubt flag.
    Doubt,
    /// Give this value to an attribute.
    Attribute(String, Option<String>),
    /// Write this note.
    Note(String),
    /// Add the selection as a piece.
    Piece,
    /// Cover the selection.
    Resize,
}

impl Editor {
    /// Runs a command that changes the set.
    pub(super) fn tag_command(&mut self, command: Command) {
        use Command as C;
        if let Some(reason) = self.looking.and_then(|_| self.read_only_reason()) {
            self.warn(&format!("{reason}: nothing was changed"));
            return;
        }
        match command {
            C::Label(place) => self.label_at(usize::from(place)),
            C::LabelAlike(place) => self.label_alike_at(usize::from(place)),
            C::LabelAsBefore => self.label_as_before(),
            C::AddPiece => self.add_piece(),
            C::Repeat => self.repeat(),
            C::Undo => self.undo(),
            C::Redo => self.redo(),
            C::Relabel => self.relabel(),
            C::Remove => self.remove(),
            C::Resize => self.resize_tag(),
            C::Doubt => self.doubt(),
            _ => {}
        }
    }

    /// Returns the record that commands on a tag act on: the one taken in hand, else the mention with exactly the
    /// selection, else the innermost mention around it.
    #[must_use]
    pub fn in_hand(&self) -> Option<&Mention> {
        if let Some(mention) = self.hand.and_then(|id| self.set.mention(id)) {
            return Some(mention);
        }
        let around = self.mentions_around();
        let selection = self.selection();
        let exact = around
            .iter()
            .find(|mention| mention.span.start() == selection.start && mention.span.end() == selection.end);
        exact.or(around.first()).copied()
    }

    /// Returns the mentions that hold the selection, the innermost first.
    #[must_use]
    pub(super) fn mentions_around(&self) -> Vec<&Mention> {
        let selection = self.selection();
        if selection.is_empty() {
            return Vec::new();
        }
        let mut around: Vec<&Mention> = self
            .set
            .touching(self.focus, &selection)
            .into_iter()
            .filter_map(|record| match record {
                Record::Mention(mention) => Some(mention),
                _ => None,
            })
            .filter(|mention| mention.span.start() <= selection.start && selection.end <= mention.span.end())
            .collect();
        around.sort_by_key(|mention| (mention.span.covered_bytes(), mention.id));
        around
    }

    /// Selects the innermost tag around the selection; when that is the tag in hand, the next one outward.
    pub(super) fn select_tag_outward(&mut self) {
        let around = self.mentions_around();
        let next = match self.hand.and_then(|id| around.iter().position(|mention| mention.id == id)) {
            Some(at) => around.get(at + 1).or(around.first()),
            None => around.first(),
        };
        match next.map(|mention| (mention.id, mention.span.clone())) {
            Some((id, span)) => {
                self.take_in_hand(id, &span);
                self.edged = Some(id);
            }
            None => self.tell("no tag here"),
        }
    }

    /// Selects `span` of tag `id` and makes it the one that commands act on.
    pub(super) fn take_in_hand(&mut self, id: Id, span: &Span) {
        let range = span.start()..span.end();
        if span.doc() == self.focus {
            self.reselect(range);
        } else {
            self.show_place(span.doc(), range);
        }
        self.hand = Some(id);
        self.last_tag = Some(id);
    }

    fn label_at(&mut self, place: usize) {
        match self.schema.labels.get(place).map(|label| label.name.clone()) {
            Some(label) => self.label(&label),
            None => self.tell(&format!("the schema {} has {} labels", self.schema.name, self.schema.labels.len())),
        }
    }

    fn label_as_before(&mut self) {
        // What Enter does at a stop was fixed when the selection arrived there.
        let offered = self.offer().filter(|offer| offer.selection == offer.stop.bytes && !offer.stop.decided);
        let before = || self.selected_text().and_then(|text| self.strings.get(text)).and_then(|usage| usage.label());
        match offered.map_or_else(|| before().map(str::to_owned), |offer| offer.label) {
            Some(label) => self.label(&label),
            None => self.tell("this string has no label yet: a label key gives it one"),
        }
    }

    /// Labels the selection; a mention of exactly these words takes the label instead.
    fn label(&mut self, label: &str) {
        if self.all_identical().is_some() {
            self.identical = None;
            return self.label_alike(label);
        }
        let selection = self.selection();
        let Ok(span) = self.document(self.focus).span(selection) else {
            self.tell("nothing is selected");
            return;
        };
        self.repeatable = Some(Repeatable::Label(label.to_owned()));
        let same_words = self.in_hand().filter(|mention| mention.span == span).cloned();
        let words = self.quoted(&span);
        let title = self.label_title(label).to_owned();
        if let Some(before) = same_words {
            if before.label == label {
                self.tell(&format!("{words} is {title} already"));
                self.decided_before(Some(before.id));
            } else if self.change_label(&before, label) {
                self.decided(Some(before.id));
            }
            return;
        }
        let taken_back = self.taken_back(&span);
        let id = self.new_id();
        let mention = Mention::new(id, span, label, self.provenance());
        let mut edits = taken_back;
        edits.push(Edit::add(Record::Mention(mention)));
        if self.commit(OperationKind::Do, Transaction { summary: format!("tag {words} {title}"), edits }) {
            self.hand = Some(id);
            self.last_tag = Some(id);
            self.decided(Some(id));
        }
    }

    /// Gives `before` the label `label`; `false`, with the reason told, if that is refused.
    fn change_label(&mut self, before: &Mention, label: &str) -> bool {
        let words = self.quoted(&before.span);
        let title = self.label_title(label).to_owned();
        self.replace_mention(before, self.with_label(before, label), format!("make {words} {title}"))
    }

    /// Returns `before` with `label`, without the attributes that this does not take.
    pub(super) fn with_label(&self, before: &Mention, label: &str) -> Mention {
        let mut after = before.clone();
        label.clone_into(&mut after.label);
        // Attributes that the new label does not take would be left hanging unseen.
        let kept: Vec<&str> = self.schema.mention_attributes(label).map(|attribute| attribute.name.as_str()).collect();
        after.attributes.retain(|name, _| kept.contains(&name.as_str()));
        after
    }

    /// Puts `after` in the place of `before`, dated and signed, as one transaction; `false`, with the reason told, if that
    /// is refused.
    pub(super) fn replace_mention(&mut self, before: &Mention, mut after: Mention, summary: String) -> bool {
        after.provenance = self.provenance();
        let id = before.id;
        let edit = Edit::replace(Record::Mention(before.clone()), Record::Mention(after));
        let done = self.commit(OperationKind::Do, Transaction::of(summary, edit));
        if done {
            // The tag just made is changed from the next stop: what is in hand there stays.
            if self.just_made().is_none_or(|made| made.id != id) {
                self.hand = Some(id);
            }
            self.last_tag = Some(id);
        }
        done
    }

    fn relabel(&mut self) {
        let Some(before) = self.tag_or_tell() else { return };
        let place = self.schema.labels.iter().position(|label| label.name == before.label);
        let next = place.map_or(0, |place| (place + 1) % self.schema.labels.len());
        let label = self.schema.labels[next].name.clone();
        self.repeatable = Some(Repeatable::Label(label.clone()));
        self.change_label(&before, &label);
    }

    fn add_piece(&mut self) {
        let selection = self.selection();
        let Some(before) = self.last_tag.and_then(|id| self.set.mention(id)).cloned() else {
            self.tell("no tag in hand: tag the first piece, then select the next and press +");
            return;
        };
        if before.span.doc() != self.focus {
            self.tell("the tag in hand is in the other article");
            return;
        }
        let Ok(piece) = self.document(self.focus).fragment(selection) else { return };
        let mut pieces: Vec<_> = before.span.pieces().collect();
        pieces.push(piece);
        pieces.sort_unstable();
        match Span::from_pieces(self.focus, &pieces) {
            Ok(span) => {
                let mut after = before.clone();
                after.span = span;
                self.repeatable = Some(Repeatable::Piece);
                let summary = format!("add a piece: {}", self.quoted(&after.span));
                self.replace_mention(&before, after, summary);
            }
            Err(_) => self.tell("this piece is part of the tag already"),
        }
    }

    fn resize_tag(&mut self) {
        let selection = self.selection();
        let Some(before) = self.last_tag.and_then(|id| self.set.mention(id)).cloned() else {
            self.tell("no tag in hand: m t selects one, then move an edge and press R");
            return;
        };
        if before.span.doc() != self.focus || before.span.fragments().len() != 1 || !before.span.touches(&selection) {
            self.tell("the tag in hand does not lie here: m t selects one, then move an edge and press R");
            return;
        }
        let Ok(span) = self.document(self.focus).span(selection) else { return };
        if span == before.span {
            self.tell("the tag covers just this already");
            return;
        }
        let mut after = before.clone();
        after.span = span;
        self.repeatable = Some(Repeatable::Resize);
        let summary = format!("resize {} to {}", self.quoted(&before.span), self.quoted(&after.span));
        self.replace_mention(&before, after, summary);
    }

    /// Dismisses the likely place that is selected, or removes the tag in hand.
    fn remove(&mut self) {
        if self.dismiss_identical() {
            return;
        }
        if self.exact_mention().is_none()
            && let Some(stop) = self.stop_here()
        {
            self.dismiss(&stop);
            return;
        }
        if let Some(mention) = self.in_hand_or_tell() {
            self.remove_mention(&mention);
        }
    }

    /// Removes `mention`, wherever it lies.
    pub(super) fn remove_mention(&mut self, mention: &Mention) {
        let words = self.quoted(&mention.span);
        let removal = match removal(&self.set, mention.id, format!("remove {words}")) {
            Ok(removal) => removal,
            Err(by) => return self.tell_needed(&words, by),
        };
        self.repeatable = Some(Repeatable::Remove);
        let hanging = removal.words();
        let mut transaction = removal.transaction;
        if mention.provenance.how == How::AllAlike {
            // One of many that is not meant would be offered again at the next step.
            transaction.edits.extend(self.dismissal(mention.span.clone()));
        }
        if self.commit(OperationKind::Do, transaction) {
            self.hand = self.hand.filter(|id| *id != mention.id);
            self.last_tag = self.last_tag.filter(|id| *id != mention.id);
            self.tell(&format!("{words} removed{hanging}   u undo"));
        }
    }

    fn doubt(&mut self) {
        let Some(before) = self.tag_or_tell() else { return };
        let mut after = before.clone();
        after.doubt = !before.doubt;
        let act = if after.doubt { "doubt" } else { "no longer doubt" };
        self.repeatable = Some(Repeatable::Doubt);
        let summary = format!("{act} {}", self.quoted(&before.span));
        self.replace_mention(&before, after, summary);
    }

    /// Gives attribute `name` of mention `id` the value `value`, or takes it away.
    pub(super) fn set_attribute(&mut self, id: Id, name: &str, value: Option<&str>) {
        let Some(before) = self.set.mention(id).cloned() else { return };
        let mut after = before.clone();
        match value {
            Some(value) => after.attributes.insert(name.to_owned(), value.to_owned()),
            None => after.attributes.remove(name),
        };
        if after == before {
            return;
        }
        self.repeatable = Some(Repeatable::Attribute(name.to_owned(), value.map(str::to_owned)));
        let words = self.quoted(&before.span);
        let summary = match value {
            Some(value) => format!("{words} {name}: {value}"),
            None => format!("{words} no {name}"),
        };
        self.replace_mention(&before, after, summary);
    }

    /// Gives mention `id` the note `note`.
    pub(super) fn set_note(&mut self, id: Id, note: &str) {
        let Some(before) = self.set.mention(id).cloned() else { return };
        if before.note == note {
            return;
        }
        let mut after = before.clone();
        note.clone_into(&mut after.note);
        self.repeatable = Some(Repeatable::Note(note.to_owned()));
        let summary = format!("note on {}", self.quoted(&before.span));
        self.replace_mention(&before, after, summary);
    }

    fn repeat(&mut self) {
        match self.repeatable.clone() {
            Some(Repeatable::Label(label)) => self.label(&label),
            Some(Repeatable::Alike(label)) => self.label_alike(&label),
            Some(Repeatable::Remove) => self.remove(),
            Some(Repeatable::Doubt) => self.doubt(),
            Some(Repeatable::Attribute(name, value)) => {
                if let Some(mention) = self.tag_or_tell() {
                    self.repeat_attribute(&mention, &name, value.as_deref());
                }
            }
            Some(Repeatable::Note(note)) => {
                if let Some(mention) = self.tag_or_tell() {
                    self.set_note(mention.id, &note);
                }
            }
            Some(Repeatable::Piece) => self.add_piece(),
            Some(Repeatable::Resize) => self.resize_tag(),
            None => self.tell("nothing to repeat yet"),
        }
    }

    /// Gives an attribute of another mention to `mention` too, if its label takes it.
    fn repeat_attribute(&mut self, mention: &Mention, name: &str, value: Option<&str>) {
        let takes = self.schema.mention_attributes(&mention.label).any(|attribute| {
            let known = |value: &str| attribute.values.iter().any(|known| known.name == value);
            attribute.name == name && (attribute.values.is_empty() || value.is_none_or(known))
        });
        if takes {
            self.set_attribute(mention.id, name, value);
            return;
        }
        let title = self.label_title(&mention.label);
        let text = match value {
            Some(value) => format!("{title} takes no {name}: {value}"),
            None => format!("{title} takes no {name}"),
        };
        self.tell(&text);
    }

    /// Returns the tag just made before a step, else the one in hand, or says that there is none.
    pub(super) fn tag_or_tell(&mut self) -> Option<Mention> {
        match self.just_made().cloned() {
            Some(made) => Some(made),
            None => self.in_hand_or_tell(),
        }
    }

    /// Returns the mention with exactly the selection.
    pub(super) fn exact_mention(&self) -> Option<&Mention> {
        let selection = self.selection();
        let around = self.mentions_around().into_iter();
        around
            .into_iter()
            .find(|mention| mention.span.start() == selection.start && mention.span.end() == selection.end)
    }

    /// Returns the undecided stop that a step has led to, or that is just what is selected.
    fn stop_here(&self) -> Option<super::Stop> {
        if let Some(arrival) = self.arrival() {
            return Some(arrival.stop.clone()).filter(|stop| !stop.decided);
        }
        let selection = self.selection();
        self.likely(self.focus, &selection).into_iter().find(|stop| stop.bytes == selection && !stop.decided)
    }

    /// Returns the tag in hand, or says that there is none.
    fn in_hand_or_tell(&mut self) -> Option<Mention> {
        let mention = self.in_hand().cloned();
        if mention.is_none() {
            self.tell("no tag here: ]t goes to the next one");
        }
        mention
    }

    /// Goes to the next tag after the selection (before it, if `back`), through both articles and round.
    pub(super) fn step_tag(&mut self, back: bool) {
        let selection = self.selection();
        let here = self
            .in_hand()
            .filter(|mention| mention.span.start() == selection.start && mention.span.end() == selection.end);
        let here = here.map(|mention| (place(mention), mention.id));
        let from = match here {
            Some((place, _)) => Some(place),
            // No tag has just these words, or it would be in hand: any id will do.
            None => Some((selection.start, Reverse(selection.end), Id::A)).filter(|_| !selection.is_empty()),
        };
        let next = |document: &Document, from| next_mention(&self.set, document, from, back);
        let (document, other) = (self.document(self.focus), self.document(self.focus.other()));
        let found = next(document, from).or_else(|| next(other, None)).or_else(|| next(document, None));
        match found {
            Some((id, _)) if here.is_some_and(|(_, here)| here == id) => self.tell("this is the only tag"),
            Some((id, span)) => {
                self.mark_place();
                self.take_in_hand(id, &span);
            }
            None => self.tell("no tag yet: a label key tags the selection"),
        }
    }

    /// Applies `transaction` and sends it to the journal; `false`, with the reason told, if it is refused.
    pub(super) fn commit(&mut self, kind: OperationKind, transaction: Transaction) -> bool {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing was changed"));
            return false;
        }
        if let Err(reason) = self.put(&transaction) {
            self.warn(&format!("{reason}: nothing was changed"));
            return false;
        }
        self.record(kind, transaction);
        true
    }

    /// Applies `transaction` to the set and to all that is known of it; where it exchanges a text, the panes follow.
    ///
    /// # Errors
    ///
    /// Why it cannot be applied, in words; nothing is changed then.
    pub(super) fn put(&mut self, transaction: &Transaction) -> Result<(), String> {
        let swaps = transaction.swaps();
        let documents = self.documents_after(&swaps).ok_or("the text that this change was made on is not there")?;
        self.set.apply(transaction).map_err(|error| error.to_string())?;
        let before = self.documents.clone();
        for edit in &transaction.edits {
            let sides = [[&*before[0], &*before[1]], [&*documents[0], &*documents[1]]];
            self.strings.follow(edit, sides);
            if let Some(names) = &mut self.names {
                names.follow(edit, sides);
            }
        }
        self.follow_learning(&transaction.edits);
        if let Some(entities) = &mut self.entities {
            entities.stale = true;
        }
        self.say_what_is_stale(transaction);
        self.follow_people(transaction);
        if !swaps.is_empty() {
            self.exchange(documents, transaction);
        }
        Ok(())
    }

    fn undo(&mut self) {
        if self.builder.is_some() && self.arrival().is_none() {
            self.tell("an attribution is being made: Esc leaves it, then u undoes");
            return;
        }
        if self.needs_the_past(Command::Undo) {
            return;
        }
        let Some((of, transaction)) = self.history.to_undo().map(|(of, transaction)| (of, transaction.inverse()))
        else {
            self.tell("nothing to undo");
            return;
        };
        if of <= self.session_start && !self.past_allowed {
            self.past_allowed = true;
            self.tell("this session is undone: u again undoes earlier ones");
            return;
        }
        let summary = transaction.summary.clone();
        let place = self.place_to_show(&transaction);
        let stays = self.is_about_made(of, &transaction);
        if !stays {
            self.leave_stop();
        }
        if self.commit(OperationKind::Undo { of }, transaction.clone()) {
            if !stays && !self.return_to_stop(of) {
                self.show_change(place, "");
            }
            self.tell(&format!("undone: {summary}"));
        }
    }

    fn redo(&mut self) {
        if self.needs_the_past(Command::Redo) {
            return;
        }
        let Some((of, transaction)) = self.history.to_redo().map(|(of, transaction)| (of, transaction.clone())) else {
            self.tell("nothing to redo");
            return;
        };
        let summary = transaction.summary.clone();
        let place = self.place_to_show(&transaction);
        if self.commit(OperationKind::Redo { of }, transaction) {
            self.show_change(place, &format!("done again: {summary}"));
        }
    }

    /// Returns what of `transaction` to look at afterwards; nothing where the whole text is another.
    fn place_to_show(&self, transaction: &Transaction) -> Option<(Id, Span)> {
        let is_other = |id: Id| matches!(self.set.get(id), Some(Record::Document(_)));
        if transaction.edits.iter().any(|edit| is_other(edit.id)) { None } else { place_of(transaction) }
    }

    fn show_change(&mut self, place: Option<(Id, Span)>, message: &str) {
        if let Some((id, span)) = place {
            self.take_in_hand(id, &span);
            if self.set.mention(id).is_none() {
                self.hand = None;
                self.last_tag = None;
            }
        }
        if !message.is_empty() {
            self.tell(message);
        }
    }
}

/// Returns where `transaction` leaves something to look at: the last mention it puts or takes.
pub(super) fn place_of(transaction: &Transaction) -> Option<(Id, Span)> {
    transaction.edits.iter().rev().find_map(|edit| {
        let record = edit.after.as_ref().or(edit.before.as_ref())?;
        Some((edit.id, (*record.spans().first()?).clone()))
    })
}

/// Where a mention comes in reading order: the outer before the inner.
type Place = (usize, Reverse<usize>, Id);

fn place(mention: &Mention) -> Place {
    (mention.span.start(), Reverse(mention.span.end()), mention.id)
}

/// Returns the next mention of `document` after `from` (before it, if `back`), or after its edge; it is looked for
/// stretch by stretch of the text.
fn next_mention(set: &Set, document: &Document, from: Option<Place>, back: bool) -> Option<(Id, Span)> {
    let doc = document.id();
    let beyond = |mention: &Mention| match from {
        None => true,
        Some(from) if back => place(mention) < from,
        Some(from) => place(mention) > from,
    };
    let edge = if back { document.len() } else { 0 };
    let mut stretch = Set::stretch_of(from.map_or(edge, |(start, ..)| start));
    loop {
        let found = set.touching(doc, &stretch).into_iter().filter_map(|record| match record {
            Record::Mention(mention) if stretch.contains(&mention.span.start()) && beyond(mention) => Some(mention),
            _ => None,
        });
        let found =
            if back { found.max_by_key(|mention| place(mention)) } else { found.min_by_key(|mention| place(mention)) };
        if let Some(mention) = found {
            return Some((mention.id, mention.span.clone()));
        }
        stretch = set.next_stretch(doc, stretch.start, back, document.len())?;
    }
}
