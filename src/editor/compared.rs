//! The compare view while it is shown: its rows, the chosen one, and which of them are asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::command::{Command, Group};
use super::people::{ByHand, People};
use super::scene::Ink;
use crate::annotation::Id;
use crate::annotation::ties::Says;
use crate::compare::facing::{Facing, Found};
use crate::compare::row::{Class, left_over};
use crate::text::DocId;

/// So many rows that were set in lines are kept; a screen holds about twenty.
const KEPT: usize = 256;

/// A row: a sentence of each article, or of one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// The numbers of the sentences, left and right.
    pub ends: [Option<usize>; 2],
    /// How near the two are, and what was found of them.
    pub pair: Option<(f32, Found)>,
    /// What a person says of the two, the strongest of it.
    pub by_hand: Option<ByHand>,
    /// The decision that this sentence has no counterpart.
    pub confirmed: Option<Id>,
}

impl Row {
    /// Returns what a person says of the two.
    pub fn says(&self) -> Option<Says> {
        self.by_hand.map(|by_hand| by_hand.says)
    }

    /// Returns whether words differ between the two.
    pub fn differs(&self) -> bool {
        self.pair.is_some_and(|(_, found)| found.class != Class::Same)
    }

    /// Returns whether they differ in what is worth a flag.
    pub fn is_flagged(&self) -> bool {
        self.pair.is_some_and(|(_, found)| found.is_flagged())
    }
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Only {
    /// All.
    #[default]
    All,
    /// Those whose words differ.
    Differences,
    /// Those that differ in place, number, time, negation or source.
    Flagged,
    /// Those without a counterpart.
    Alone,
}

impl Only {
    /// Returns what is shown next.
    pub fn next(self) -> Self {
        match self {
            Only::All => Only::Differences,
            Only::Differences => Only::Flagged,
            Only::Flagged => Only::Alone,
            Only::Alone => Only::All,
        }
    }

    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Only::All => "everything",
            Only::Differences => "only differences",
            Only::Flagged => "only what is flagged",
            Only::Alone => "only what has no counterpart",
        }
    }

    fn lets(self, row: &Row) -> bool {
        match self {
            Only::All => true,
            Only::Differences => row.differs(),
            Only::Flagged => row.is_flagged(),
            Only::Alone => row.pair.is_none(),
        }
    }
}

/// How many rows of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// Two sentences that belong together.
    pub pairs: usize,
    /// Those of them that are flagged.
    pub flagged: usize,
    /// Sentences without a counterpart, left and right.
    pub alone: [usize; 2],
}

/// A row set in lines, for one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Laid {
    /// The lines of each side, as runs of one ink.
    pub sides: [Vec<Vec<(String, Ink)>>; 2],
    /// The words of the first difference that is worth a flag, left and right, where there are any.
    pub flagged: [Option<String>; 2],
}

/// The compare view.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    /// All rows.
    pub rows: Vec<Row>,
    /// The numbers of those that are shown.
    pub shown: Vec<usize>,
    /// The places among those of the flagged ones.
    flagged: Vec<usize>,
    /// How many there are of each kind.
    pub counts: Counts,
    /// The place among those shown of the row that keys act on.
    pub chosen: usize,
    /// The place of the first row that is drawn.
    pub top: usize,
    /// How many rows are seen.
    pub seen: usize,
    /// The sentence of the row that keys act on.
    pub side: DocId,
    /// Which rows are shown.
    pub only: Only,
    /// Whether passages are marked, and not words that differ.
    pub passages: bool,
    /// Whether tags are shown.
    pub tags: bool,
    /// The number of the change after which the rows were made, and of the one that was looked at.
    pub made: (u64, Option<u64>),
    /// What is to be said where nothing was compared yet; empty where it was.
    pub waits: String,
    /// The rows that were set in lines, by number, and the width that they were set for.
    laid: RefCell<(u16, HashMap<usize, Rc<Laid>>)>,
}

impl Screen {
    /// Returns a view without rows that acts on `side`.
    pub fn new(side: DocId) -> Self {
        Screen {
            rows: Vec::new(),
            shown: Vec::new(),
            flagged: Vec::new(),
            counts: Counts::default(),
            chosen: 0,
            top: 0,
            seen: 1,
            side,
            only: Only::default(),
            passages: false,
            tags: true,
            made: (0, None),
            waits: String::new(),
            laid: RefCell::default(),
        }
    }

    /// Chooses the row in which sentence number `at` of `doc` stands, or the first one.
    pub fn choose(&mut self, doc: DocId, at: Option<usize>) {
        let is_it = |row: &usize| self.rows.get(*row).is_some_and(|row| at.is_some() && row.ends[doc.index()] == at);
        self.chosen = self.shown.iter().position(is_it).unwrap_or(0);
    }

    /// Returns the chosen row.
    pub fn row(&self) -> Option<Row> {
        self.rows.get(*self.shown.get(self.chosen)?).copied()
    }

    /// Returns the sentence that keys act on: the one at the chosen side, or the only one of its row.
    pub fn sentence(&self) -> Option<(DocId, usize)> {
        let ends = self.row()?.ends;
        let at = |doc: DocId| ends[doc.index()].map(|at| (doc, at));
        at(self.side).or_else(|| at(self.side.other()))
    }

    /// Returns which of the flagged rows the chosen one is, counted from 1, and how many are shown; none where it is not one.
    pub fn flagged_place(&self) -> Option<(usize, usize)> {
        let found = self.flagged.binary_search(&self.chosen).ok()?;
        Some((found + 1, self.flagged.len()))
    }

    /// Chooses the row `by` rows down, or up if negative, as far as there are rows.
    pub fn move_by(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    /// Chooses the next row that `wanted` has, or the one before; `false` where there is none.
    pub fn step(&mut self, back: bool, wanted: impl Fn(&Row) -> bool) -> bool {
        let is_wanted = |at: &usize| self.shown.get(*at).and_then(|at| self.rows.get(*at)).is_some_and(&wanted);
        let found = if back {
            (0..self.chosen).rev().find(is_wanted)
        } else {
            (self.chosen + 1..self.shown.len()).find(is_wanted)
        };
        self.chosen = found.unwrap_or(self.chosen);
        found.is_some()
    }

    /// Takes `rows` in the place of those before; the chosen one stays chosen, or the nearest.
    pub fn put_rows(&mut self, rows: Vec<Row>) {
        let before = self.row().map(|row| row.ends);
        self.counts = counts(&rows);
        self.rows = rows;
        self.narrow(before);
    }

    /// Shows the rows that are asked for; the row of `ends` stays chosen, or the nearest to it.
    pub fn narrow(&mut self, ends: Option<[Option<usize>; 2]>) {
        let is_asked_for = |at: &usize| self.rows.get(*at).is_some_and(|row| self.only.lets(row));
        self.shown = (0..self.rows.len()).filter(is_asked_for).collect();
        let is_flagged =
            |place: &usize| self.shown.get(*place).and_then(|at| self.rows.get(*at)).is_some_and(Row::is_flagged);
        self.flagged = (0..self.shown.len()).filter(is_flagged).collect();
        self.forget_laid();
        let Some(ends) = ends else { return };
        let at = |found: &dyn Fn(&Row) -> bool| self.shown.iter().position(|at| self.rows.get(*at).is_some_and(found));
        let same = at(&|row| row.ends == ends);
        let side = self.side.index();
        let near = || at(&|row| ends[side].is_some() && row.ends[side] == ends[side]);
        let part = || at(&|row| row.ends.iter().zip(ends).any(|(one, other)| one.is_some() && *one == other));
        let after = || {
            let hidden = self.rows.iter().position(|row| row.ends == ends)?;
            let next = self.shown.partition_point(|at| *at < hidden);
            let far = |place: &usize| self.shown.get(*place).map_or(usize::MAX, |at| at.abs_diff(hidden));
            [Some(next), next.checked_sub(1)].into_iter().flatten().min_by_key(far)
        };
        let last = self.shown.len().saturating_sub(1);
        self.chosen = same.or_else(near).or_else(part).or_else(after).unwrap_or(self.chosen).min(last);
    }

    /// Forgets how rows were set in lines.
    pub fn forget_laid(&mut self) {
        self.laid.get_mut().1.clear();
    }

    /// Returns row number `at` set in lines for `width` cells; `lay` sets it if it was not yet.
    pub fn laid(&self, at: usize, width: u16, lay: impl FnOnce(&Row) -> Laid) -> Option<Rc<Laid>> {
        let row = self.rows.get(at)?;
        {
            let mut kept = self.laid.borrow_mut();
            if kept.0 != width || kept.1.len() >= KEPT {
                *kept = (width, HashMap::new());
            }
            if let Some(laid) = kept.1.get(&at) {
                return Some(Rc::clone(laid));
            }
        }
        let laid = Rc::new(lay(row));
        self.laid.borrow_mut().1.insert(at, Rc::clone(&laid));
        Some(laid)
    }
}

fn counts(rows: &[Row]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        match (row.pair, row.ends) {
            (Some(_), _) => counts.pairs += 1,
            (None, [Some(_), _]) => counts.alone[0] += 1,
            (None, _) => counts.alone[1] += 1,
        }
        counts.flagged += usize::from(row.is_flagged());
    }
    counts
}

/// Returns the rows of a comparison, with what people have said put before what was found: in the order of the left article,
/// the sentences of the right one that have no counterpart after the sentence that stands before them there. `between` says
/// how near two sentences are that people have tied, and what differs between them.
pub(super) fn rows(
    facing: &Facing,
    people: &People,
    between: impl Fn(usize, usize) -> Option<(f32, Found)>,
) -> Vec<Row> {
    let comparison = &facing.comparison;
    let mut pairs: BTreeMap<(usize, usize), Row> = BTreeMap::new();
    for (place, tie) in comparison.ties.iter().enumerate() {
        let overruled = people.alone(DocId::A, tie.a).is_some() || people.alone(DocId::B, tie.b).is_some();
        if let Some(found) = facing.found(place).filter(|_| !overruled) {
            pairs.insert((tie.a, tie.b), paired(tie.a, tie.b, (tie.score, found)));
        }
    }
    for ((a, b), by_hand) in people.ties() {
        let Some(pair) = between(a, b) else { continue };
        pairs.entry((a, b)).or_insert_with(|| paired(a, b, pair)).by_hand = Some(by_hand);
    }
    let [lefts, rights] = [0, 1].map(|side: usize| comparison.sentences.of[side].len());
    let mut faced = vec![false; rights];
    let mut rows = Vec::with_capacity(lefts);
    let mut walk = pairs.into_iter().peekable();
    for a in 0..lefts {
        if walk.peek().is_none_or(|((left, _), _)| *left != a) {
            rows.push(alone(DocId::A, a, people));
        }
        while let Some(((_, b), row)) = walk.next_if(|((left, _), _)| *left == a) {
            faced[b] = true;
            rows.push(row);
        }
    }
    let after = left_over(rows.iter().map(|row| row.ends[1]), &faced);
    let single = |b: &usize| alone(DocId::B, *b, people);
    let mut all: Vec<Row> = after[0].iter().map(single).collect();
    for (row, after) in rows.into_iter().zip(&after[1..]) {
        all.push(row);
        all.extend(after.iter().map(single));
    }
    all
}

fn paired(a: usize, b: usize, pair: (f32, Found)) -> Row {
    Row { ends: [Some(a), Some(b)], pair: Some(pair), by_hand: None, confirmed: None }
}

fn alone(doc: DocId, at: usize, people: &People) -> Row {
    let mut ends = [None, None];
    ends[doc.index()] = Some(at);
    Row { ends, pair: None, by_hand: None, confirmed: people.alone(doc, at) }
}

/// Returns whether `command`, of another place, works while the compare view is in front: ties, moving in a list, undoing.
pub(super) fn lets_through(command: Command) -> bool {
    use Command as C;
    let group = command.entry().map(|entry| entry.group);
    let row = matches!(command, C::Row1 | C::Row2 | C::Row3 | C::Row4 | C::GoToEnd);
    let list = matches!(command, C::LookAt | C::GoToChange | C::ListFilter | C::ListAct);
    matches!(command, C::Undo | C::Redo | C::HelpHere)
        || matches!(group, Some(Group::Counterparts)) && !row
        || matches!(group, Some(Group::List)) && !list
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::compare::sentences::Tie;
    use crate::text::Document;

    fn rows_of(facing: &Facing, people: &People) -> Vec<Row> {
        rows(facing, people, |a, b| Some((0.5, Found::of(&facing.comparison, Tie { a, b, score: 0.5 }))))
    }

    fn tie(people: &mut People, a: usize, b: usize) {
        let link = Id::from_bits((a * 100 + b) as u64);
        people.tie(vec![((a, b), ByHand { says: Says::SAME, link, own: true })]);
    }

    fn facing(left: &str, right: &str) -> Facing {
        let texts = [(DocId::A, left), (DocId::B, right)];
        Facing::between(&texts.map(|(doc, text)| Arc::new(Document::new(doc, text.to_owned())))).expect("small")
    }

    fn ends(rows: &[Row]) -> Vec<[Option<usize>; 2]> {
        rows.iter().map(|row| row.ends).collect()
    }

    const LEFT: &str = "The dam at Orlec holds. Three people were hurt in Melvice. Schools stay closed.";
    const RIGHT: &str =
        "Nobody slept. The schools stay closed until Friday. A gate stuck. In Melvice four people were hurt.";

    #[test]
    fn pairs_stand_together_and_the_rest_in_its_place() {
        let rows = rows_of(&facing(LEFT, RIGHT), &People::default());
        assert_eq!(
            ends(&rows),
            [[None, Some(0)], [Some(0), None], [Some(1), Some(3)], [Some(2), Some(1)], [None, Some(2)]]
        );
        assert_eq!(counts(&rows), Counts { pairs: 2, flagged: 2, alone: [1, 2] });
        for (only, count) in [(Only::All, 5), (Only::Differences, 2), (Only::Flagged, 2), (Only::Alone, 3)] {
            assert_eq!(rows.iter().filter(|row| only.lets(row)).count(), count, "{only:?}");
        }
    }

    #[test]
    fn what_people_say_overrules_what_was_found() {
        let mut people = People::default();
        people.confirm(DocId::A, 1, Id::from_bits(7));
        tie(&mut people, 0, 2);
        let rows = rows_of(&facing(LEFT, RIGHT), &people);
        assert_eq!(
            ends(&rows),
            [[None, Some(0)], [Some(0), Some(2)], [None, Some(3)], [Some(1), None], [Some(2), Some(1)]]
        );
        assert_eq!(rows[3].confirmed, Some(Id::from_bits(7)));
        assert_eq!(rows[1].says(), Some(Says::SAME));
    }

    proptest! {
        #[test]
        fn every_sentence_stands_in_a_row_and_no_pair_twice(
            left in proptest::collection::vec("[a-d]{1,2} [a-d]{1,2} [ef]", 0..8),
            right in proptest::collection::vec("[a-d]{1,2} [a-d]{1,2} [ef]", 0..8),
            tied in proptest::collection::vec((0usize..8, 0usize..8), 0..4),
            none in proptest::collection::vec((0usize..2, 0usize..8), 0..4),
        ) {
            let text = |words: &[String]| words.iter().flat_map(|one| [one.as_str(), ". "]).collect::<String>();
            let facing = facing(&text(&left), &text(&right));
            let counts = [0, 1].map(|side: usize| facing.comparison.sentences.of[side].len());
            let mut people = People::default();
            for (a, b) in tied.into_iter().filter(|(a, b)| *a < counts[0] && *b < counts[1]) {
                tie(&mut people, a, b);
            }
            for (number, (side, at)) in none.into_iter().enumerate() {
                people.confirm(DocId::BOTH[side], at, Id::from_bits(5000 + number as u64));
            }
            let rows = rows_of(&facing, &people);
            for (side, count) in counts.into_iter().enumerate() {
                for at in 0..count {
                    prop_assert!(rows.iter().any(|row| row.ends[side] == Some(at)));
                    prop_assert!(rows.iter().filter(|row| row.ends[side] == Some(at) && row.pair.is_none()).count() <= 1);
                }
            }
            let mut ends = ends(&rows);
            let all = ends.len();
            ends.sort_unstable();
            ends.dedup();
            prop_assert_eq!(ends.len(), all);
        }
    }
}
