//! The list of what an end may be tied to: the one that was marked, those it is tied to already, and the nearest.

use super::Compared;
use super::ends::sign;
use crate::annotation::names::one_line;
use crate::annotation::speaker::speakers;
use crate::annotation::ties::{Says, between, tie, ties_of, untie};
use crate::annotation::{Difference, Edit, Member, OperationKind, Record};
use crate::compare::counterparts::counterparts;
use crate::editor::Editor;
use crate::editor::command::Command;
use crate::editor::panel::{Act, Kind, Overlay, Panel, PanelRow};
use crate::editor::scene::{Ink, Role};
use crate::text::DocId;

/// How many counterparts are looked for.
const NEAREST: usize = 3;

/// How many characters of a claim or a sentence a row holds at most.
const WORDS: usize = 240;

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);

/// An end, and what it may be tied to.
#[derive(Debug, Clone)]
pub(in crate::editor) struct Offer {
    /// The end that was under the selection.
    pub from: Member,
    /// What it may be tied to, as the rows of the list.
    pub ends: Vec<Offered>,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub(in crate::editor) struct Offered {
    /// The other end.
    pub end: Member,
    /// How near its words are, 0 to 1, where that was computed.
    pub score: Option<f32>,
    /// What speaks for it beside its words.
    pub beside: String,
}

impl Editor {
    /// Lists what the claim or the sentence under the selection may be tied to.
    pub(in crate::editor) fn offer_here(&mut self) {
        match self.end_here() {
            Some(end) => self.offer_for(end),
            None => self.tell("there is no word to begin with"),
        }
    }

    /// Lists what `from` may be tied to.
    pub(in crate::editor) fn offer_for(&mut self, from: Member) {
        let (ends, state) = self.offered(&from);
        let other = self.end_place(&from).map_or(DocId::B, |(doc, _)| doc.other());
        self.links.offer = Some(Offer { from, ends });
        self.show_offer(&state);
        if self.links.offer.as_ref().is_some_and(|offer| offer.ends.is_empty()) && state.is_empty() {
            let from_a_view = self.compare_behind.is_some() || self.said_behind.is_some();
            let how = if from_a_view { "Enter goes to the text, where m m" } else { "m m" };
            self.close_offer();
            self.tell(&format!(
                "no counterpart found in {}; {how} marks this end, = at the other ties both",
                other.letter()
            ));
        }
    }

    /// Returns what `from` may be tied to, and what is to be said of the search.
    fn offered(&mut self, from: &Member) -> (Vec<Offered>, String) {
        let mut ends: Vec<Offered> = Vec::new();
        let mut add =
            |end: &Member, score: Option<f32>, beside: String| match ends.iter_mut().find(|known| known.end == *end) {
                Some(known) => known.score = known.score.or(score),
                None if end != from => ends.push(Offered { end: end.clone(), score, beside }),
                None => {}
            };
        let is_there = |end: &&Member| match end {
            Member::Record(_, id) => self.set.get(*id).is_some(),
            Member::Span(_) => true,
        };
        if let Some(marked) = self.links.marked.as_ref().filter(is_there) {
            add(marked, None, String::new());
        }
        for tied in ties_of(&self.set, from) {
            add(tied.other, None, String::new());
        }
        let state = match self.compared() {
            Compared::Ready(comparison) => {
                for found in counterparts(&comparison, &self.set, from, NEAREST) {
                    add(&found.end, Some(found.score), found.beside_words());
                }
                String::new()
            }
            Compared::Asked => "comparing the two articles".to_owned(),
            Compared::Never(reason) => reason,
        };
        (ends, state)
    }

    /// Puts the list in front.
    fn show_offer(&mut self, state: &str) {
        let Some(offer) = self.links.offer.clone() else { return };
        let mut rows: Vec<PanelRow> =
            offer.ends.iter().enumerate().map(|(at, offered)| self.offer_row(&offer.from, at, offered)).collect();
        if !state.is_empty() {
            rows.push(PanelRow { pieces: vec![(2, state.to_owned(), DIM.italic())], act: Act::None });
        }
        let about = format!("{}  {}", self.end_place_words(&offer.from), self.end_words(&offer.from));
        let panel = Panel::new(Kind::Counterparts, "Same as", about, rows);
        self.overlay = Some(Overlay::Panel(Box::new(panel)));
    }

    fn offer_row(&self, from: &Member, at: usize, offered: &Offered) -> PanelRow {
        let digit = if at < 9 { (at + 1).to_string() } else { String::new() };
        let mut pieces = vec![(0, digit, Ink::of(Role::Accent).bold())];
        if let Some(link) = between(&self.set, [from, &offered.end]) {
            let (sign, role) = sign(link.kind);
            pieces.push((2, self.sign(sign).to_string(), Ink::of(role).bold()));
        }
        pieces.push((4, self.end_place_words(&offered.end), DIM));
        let marked = self.links.marked.as_ref() == Some(&offered.end);
        let near = match offered.score {
            _ if marked => "marked".to_owned(),
            Some(score) => format!("{score:.2}"),
            None => String::new(),
        };
        pieces.push((11, near, DIM));
        let (who, words) = self.end_parts(&offered.end);
        let mut column = 18;
        if !offered.beside.is_empty() {
            pieces.push((column, offered.beside.clone(), DIM.italic()));
            column += u16::try_from(offered.beside.len()).unwrap_or(0).saturating_add(2);
        }
        if let Some(who) = who {
            pieces.push((column, who, PLAIN.bold()));
            column += if self.size.0 >= 100 { 26 } else { 20 };
        }
        pieces.push((column, words, PLAIN));
        PanelRow { pieces, act: Act::None }
    }

    /// Returns who says it, for a claim, and what is said, on one line.
    fn end_parts(&self, end: &Member) -> (Option<String>, String) {
        let line = |text: &str| -> String { one_line(text).chars().take(WORDS).collect() };
        match end {
            Member::Span(span) => (None, line(&self.document(span.doc()).covered_span(span))),
            Member::Record(_, id) => match self.set.get(*id) {
                Some(Record::Attribution(claim)) => {
                    let documents = [self.document(DocId::A), self.document(DocId::B)];
                    let names: Vec<String> =
                        speakers(&self.set, documents, claim).into_iter().map(|speaker| speaker.words).collect();
                    let who = if names.is_empty() { "not in the text".to_owned() } else { names.join(", ") };
                    let said = claim.contents.first().map(|span| self.document(span.doc()).covered_span(span));
                    (Some(line(&who)), said.map_or("no words of it in the text".to_owned(), |said| line(&said)))
                }
                _ => (None, self.end_words(end)),
            },
        }
    }

    /// Adds to the list in front what the comparison has found; the chosen row stays chosen.
    pub(super) fn offer_more(&mut self) {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return };
        if panel.kind != Kind::Counterparts {
            return;
        }
        let (filter, typing, chosen) = (panel.filter.clone(), panel.typing, panel.list.chosen());
        let Some(offer) = self.links.offer.take() else { return };
        let end = chosen.and_then(|at| offer.ends.get(at)).map(|offered| offered.end.clone());
        self.offer_for(offer.from);
        let Some(offer) = &self.links.offer else { return };
        let at = end.and_then(|end| offer.ends.iter().position(|offered| offered.end == end));
        if let Some(Overlay::Panel(panel)) = &mut self.overlay {
            panel.list.filter(filter.text());
            (panel.filter, panel.typing) = (filter, typing);
            if let Some(at) = at {
                panel.list.choose(at);
            }
        }
    }

    /// Runs a command of the list of counterparts, or of who said what.
    pub(in crate::editor) fn counterpart_command(&mut self, command: Command) {
        use Command as C;
        let row = |number: usize| number.checked_sub(1);
        let chosen = match command {
            C::Row1 => row(1),
            C::Row2 => row(2),
            C::Row3 => row(3),
            C::Row4 => row(4),
            _ => None,
        };
        if let Some(chosen) = chosen {
            if let Some(Overlay::Panel(panel)) = &mut self.overlay {
                panel.list.choose(chosen);
            }
            return;
        }
        match self.overlay {
            Some(Overlay::Said(_)) => return self.tie_said(command),
            Some(Overlay::Compare(_)) => return self.tie_compared(command),
            _ => {}
        }
        let Some(ends) = self.chosen_ends() else {
            self.tell("nothing is chosen yet");
            return;
        };
        if command == C::GoToEnd {
            self.said_behind = None;
            self.compare_behind = None;
            self.close_offer();
            if let Some((doc, range)) = self.end_place(&ends[1]) {
                self.mark_place();
                self.show_place(doc, range);
            }
            return;
        }
        let done = match says(command) {
            Some(says) => self.tie_ends(&ends, says),
            None => self.untie_ends(&ends),
        };
        if done {
            self.close_offer();
        }
    }

    /// Returns the two ends that the list in front is about.
    fn chosen_ends(&self) -> Option<[Member; 2]> {
        let (Some(Overlay::Panel(panel)), Some(offer)) = (&self.overlay, &self.links.offer) else { return None };
        let other = offer.ends.get(panel.list.chosen()?)?;
        Some([offer.from.clone(), other.end.clone()])
    }

    /// Closes the list; the message stays.
    fn close_offer(&mut self) {
        self.links.offer = None;
        self.overlay = None;
        self.back_to_review();
    }

    /// Ties two ends; `false`, and said why, where that was not done.
    pub(in crate::editor) fn tie_ends(&mut self, ends: &[Member; 2], says: Says) -> bool {
        let [one, other] = [&ends[0], &ends[1]].map(|end| self.end_words(end));
        let summary = format!("{}: {one} and {other}", says.words());
        let (id, provenance) = (self.new_id(), self.provenance());
        let Some(mut transaction) = tie(&self.set, [&ends[0], &ends[1]], says, id, &provenance, summary.clone()) else {
            self.tell("they are tied just so already");
            return false;
        };
        // What is tied has a counterpart, whatever was said before.
        let against = self.decisions_against(ends);
        let none = if against.is_empty() { "" } else { ", no longer without counterpart" };
        transaction.edits.extend(against.into_iter().map(|one| Edit::remove(Record::Decision(one))));
        if !self.commit(OperationKind::Do, transaction) {
            return false;
        }
        if ends.iter().any(|end| self.links.marked.as_ref() == Some(end)) {
            self.links.marked = None;
        }
        self.tell(&format!("{summary}{none}   u undo"));
        true
    }

    /// Takes away the tie of two ends; `false`, and said why, where there is none.
    pub(in crate::editor) fn untie_ends(&mut self, ends: &[Member; 2]) -> bool {
        let [one, other] = [&ends[0], &ends[1]].map(|end| self.end_words(end));
        let summary = format!("untie {one} and {other}");
        let Some(transaction) = untie(&self.set, [&ends[0], &ends[1]], &self.provenance(), summary.clone()) else {
            self.tell("they are not tied");
            return false;
        };
        let done = self.commit(OperationKind::Do, transaction);
        if done {
            self.tell(&format!("{summary}   u undo"));
        }
        done
    }

    /// Marks the claim or the sentence under the selection as one end of a tie.
    pub(in crate::editor) fn mark_end(&mut self) {
        let Some(end) = self.end_here() else {
            self.tell("there is no word to mark");
            return;
        };
        let words = format!("{} {}", self.end_place_words(&end), self.end_words(&end));
        self.links.marked = Some(end);
        self.tell(&format!("marked {words}; = at another end ties them"));
    }
}

/// Returns what `command` says of two ends; none where it unties them.
pub(in crate::editor) fn says(command: Command) -> Option<Says> {
    use Command as C;
    Some(match command {
        C::TieSame => Says::SAME,
        C::TieContradicts => Says::CONTRADICTS,
        C::TieDiffersPlace => Says::differs(Difference::Place),
        C::TieDiffersNumber => Says::differs(Difference::Number),
        C::TieDiffersTime => Says::differs(Difference::Time),
        C::TieDiffersSource => Says::differs(Difference::Source),
        C::TieDiffersOther => Says::differs(Difference::Other),
        _ => return None,
    })
}
