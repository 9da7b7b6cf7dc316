//! What keys do in the compare view: going through it and to the text, tying, confirming that there is no counterpart.

use crate::annotation::{Decision, DecisionOn, Edit, Member, OperationKind, Record, Transaction};
use crate::compare::facing::Found;
use crate::compare::row::Class;
use crate::editor::Editor;
use crate::editor::command::Command;
use crate::editor::compared::{Row, Screen};
use crate::editor::links::says;
use crate::editor::panel::Overlay;
use crate::text::{DocId, Span};

impl Editor {
    /// Runs a command of the compare view, or the one on the desk that goes to the next difference.
    pub(in crate::editor) fn compare_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::CompareNext => self.step_compared(false, "difference", Row::differs),
            C::ComparePrevious => self.step_compared(true, "difference", Row::differs),
            C::CompareNextFlagged => self.step_compared(false, "flagged difference", Row::is_flagged),
            C::ComparePreviousFlagged => self.step_compared(true, "flagged difference", Row::is_flagged),
            C::CompareGo => self.go_to_compared(),
            C::CompareNone => self.confirm_none(),
            C::CompareOnly => self.change_compared(|screen| {
                let before = screen.row().map(|row| row.ends);
                screen.only = screen.only.next();
                screen.narrow(before);
                format!("shows {}", screen.only.words())
            }),
            C::CompareMarks => self.change_compared(|screen| {
                screen.passages = !screen.passages;
                screen.forget_laid();
                let marks = if screen.passages { "passages that stand in both" } else { "words that differ" };
                format!("marks {marks}")
            }),
            C::CompareTags => self.change_compared(|screen| {
                screen.tags = !screen.tags;
                screen.forget_laid();
                (if screen.tags { "shows tags" } else { "hides tags" }).to_owned()
            }),
            C::CompareLeft | C::CompareRight => {
                if let Some(Overlay::Compare(screen)) = &mut self.overlay {
                    screen.side = if command == C::CompareLeft { DocId::A } else { DocId::B };
                }
            }
            _ => {}
        }
    }

    fn change_compared(&mut self, change: impl FnOnce(&mut Screen) -> String) {
        if let Some(Overlay::Compare(screen)) = &mut self.overlay {
            let words = change(screen);
            self.tell(&words);
        }
    }

    fn step_compared(&mut self, back: bool, what: &str, wanted: impl Fn(&Row) -> bool) {
        let Some(Overlay::Compare(screen)) = &mut self.overlay else { return };
        if !screen.step(back, wanted) {
            let way = if back { "above" } else { "below" };
            self.tell(&format!("no {what} {way} this row"));
        }
    }

    /// Returns the sentence that keys act on, and its row.
    fn compared_here(&self) -> Option<(Row, Span)> {
        let Some(Overlay::Compare(screen)) = &self.overlay else { return None };
        let (doc, at) = screen.sentence()?;
        Some((screen.row()?, self.sentence_span(doc, at)?))
    }

    fn sentence_span(&self, doc: DocId, at: usize) -> Option<Span> {
        self.document(doc).span(self.compared_bytes(doc, at)?).ok()
    }

    /// Goes to the chosen sentence in its text.
    fn go_to_compared(&mut self) {
        let Some((_, span)) = self.compared_here() else { return self.tell("nothing is shown to go to") };
        self.overlay = None;
        self.mark_place();
        self.show_place(span.doc(), span.start()..span.end());
    }

    /// Ties or unties the two sentences of the chosen row; where only one stands there, offers what it may be tied to.
    pub(in crate::editor) fn tie_compared(&mut self, command: Command) {
        let Some((row, span)) = self.compared_here() else { return self.tell("nothing is chosen") };
        let Some(says) = says(command) else {
            if command == Command::Untie {
                self.untie_compared(&row, &span);
            }
            return;
        };
        let whole = |doc: DocId| self.sentence_span(doc, row.ends[doc.index()]?).map(Member::Span);
        let own = if row.by_hand.is_some_and(|by_hand| by_hand.own) { self.linked(&row) } else { None };
        if let Some(ends) = own.or_else(|| Some([whole(DocId::A)?, whole(DocId::B)?])) {
            self.tie_ends(&ends, says);
            return;
        }
        if let Some(reason) = self.read_only_reason() {
            return self.warn(&format!("{reason}: nothing can be changed"));
        }
        self.put_compare_behind();
        self.offer_for(Member::Span(span));
    }

    /// Returns the two ends in the sentences of `row` that a person has tied: the sentences, or else claims in them.
    fn linked(&self, row: &Row) -> Option<[Member; 2]> {
        let Record::Link(link) = self.set.get(row.by_hand?.link)? else { return None };
        let end = |doc: DocId| {
            let here = Some((doc, row.ends[doc.index()]?));
            let ends = || link.members.iter().filter(|end| self.member_sentence(end) == here);
            ends().find(|end| matches!(end, Member::Span(_))).or_else(|| ends().next()).cloned()
        };
        Some([end(DocId::A)?, end(DocId::B)?])
    }

    /// Takes back what a person has said of `row`: the tie, or that `span` has no counterpart.
    fn untie_compared(&mut self, row: &Row, span: &Span) {
        if let Some(ends) = self.linked(row) {
            self.untie_ends(&ends);
            return;
        }
        let decision = row.confirmed.and_then(|id| self.set.get(id)).cloned();
        let Some(decision) = decision else {
            return self.tell("nobody has tied them; 0 says that the chosen sentence has no counterpart");
        };
        let words = self.quoted(span);
        let summary = format!("no longer without counterpart: {words}");
        if self.commit(OperationKind::Do, Transaction::of(summary.clone(), Edit::remove(decision))) {
            self.tell(&format!("{summary}   u undo"));
        }
    }

    /// Remembers that a person has looked and found no counterpart of the chosen sentence.
    fn confirm_none(&mut self) {
        let Some((row, span)) = self.compared_here() else { return self.tell("nothing is chosen") };
        if row.confirmed.is_some() {
            return self.tell("that is confirmed already; - takes it back");
        }
        match row.by_hand {
            Some(by_hand) if by_hand.own => return self.tell("a person has tied the two: - unties them first"),
            Some(_) => return self.tell("a person has tied claims in the two: - unties them first"),
            None => {}
        }
        if let Some(words) = self.tied_elsewhere(&row, span.doc()) {
            return self.tell(&format!("a person has tied it to {words}: - unties it there first"));
        }
        let words = self.quoted(&span);
        let (id, provenance) = (self.new_id(), self.provenance());
        let decision = Decision { id, on: DecisionOn::NoCounterpart(span), label: None, provenance };
        let summary = format!("no counterpart, confirmed: {words}");
        let add = Edit::add(Record::Decision(decision));
        if self.commit(OperationKind::Do, Transaction::of(summary.clone(), add)) {
            self.tell(&format!("{summary}   u undo"));
        }
    }

    /// Returns where the sentence stands to which the one of `row` in `doc` is tied: `B ¶4 “A gate stuck.”`.
    fn tied_elsewhere(&mut self, row: &Row, doc: DocId) -> Option<String> {
        let other = self.people()?.tied_to(doc, row.ends[doc.index()]?)?;
        let end = Member::Span(self.sentence_span(doc.other(), other)?);
        Some(format!("{} {}", self.end_place_words(&end), self.end_words(&end)))
    }

    /// Goes on the desk to the next sentence that differs from its counterpart, or to the one before: to what is worth a flag
    /// in it, or else to its first word.
    pub(in crate::editor) fn go_to_difference(&mut self, back: bool) {
        if self.facing().is_none() {
            let compared = self.compared();
            if self.facing().is_some() {
                return self.go_to_difference(back);
            }
            return self.tell_compared(&compared, "again in a moment");
        }
        let (doc, Some(here)) = (self.focus, self.compared_sentence()) else { return };
        let Some((at, found)) = self.next_difference(doc, here, back) else {
            let way = if back { "before" } else { "after" };
            return self.tell(&format!("no difference {way} this sentence"));
        };
        let start = if found.is_flagged() { Some(found.place(doc)) } else { None };
        let start = start.or_else(|| self.compared_bytes(doc, at).map(|bytes| bytes.start)).unwrap_or(0);
        let document = self.document(doc);
        let Some(word) = document.word_at(start).or_else(|| document.next_word(start)) else { return };
        self.mark_place();
        self.pane_mut(doc).goal = None;
        self.go(word);
    }

    /// Returns the next sentence of `doc` after number `at`, or the last one before it, whose words differ from those of its
    /// counterpart, with what was found of the two.
    fn next_difference(&mut self, doc: DocId, at: usize, back: bool) -> Option<(usize, Found)> {
        self.people();
        let (facing, people) = (self.facing()?, self.links.people.as_ref()?);
        let mut at = at;
        loop {
            let next = [facing.next_differing(doc, at, back), people.next_tied(doc, at, back)].into_iter().flatten();
            at = if back { next.max() } else { next.min() }?;
            // What a person has said may leave nothing that differs.
            if let Some((_, found)) = self.found_of(doc, at).filter(|(_, found)| found.class != Class::Same) {
                return Some((at, found));
            }
        }
    }
}
