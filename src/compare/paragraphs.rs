//! Paragraphs: which of the two reports belong together by their sentences, in the reading order of one of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::facing::{Facing, Found};
use crate::text::{DocId, Document};

/// What two paragraphs have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bond {
    /// How many pairs of sentences, and links of people.
    pub pairs: u32,
    /// Whether a difference between them is worth a flag.
    pub flagged: bool,
    /// The place of the nearest pair among the ties of the comparison; none where only people have tied them.
    pub best: Option<usize>,
}

/// One line: a paragraph of each report, or of one of them, by their numbers from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The paragraphs, left and right.
    pub paragraphs: [Option<usize>; 2],
    /// Whether each stands in an earlier line too.
    pub again: [bool; 2],
    /// What they have in common.
    pub bond: Option<Bond>,
}

/// The paragraphs of both reports, and the lines that they make.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraphs {
    /// Their bytes.
    pub bytes: [Vec<Range<usize>>; 2],
    /// The lines, in the order of one report.
    pub lines: Vec<Line>,
    /// How many paragraphs of each report belong to one of the other.
    pub tied: [usize; 2],
}

impl Paragraphs {
    /// Returns the paragraphs of the texts that were compared, in the order of `order`: each with the one that shares most
    /// sentences with it, then with others that stand with no other; those of the other report for which nothing was found
    /// come after the line of the one before them there. `by_hand` are places in bytes that people have tied, left and right.
    #[must_use]
    pub fn of(facing: &Facing, order: DocId, by_hand: &[[usize; 2]]) -> Self {
        let bytes = DocId::BOTH.map(|doc| paragraphs(facing.comparison.text(doc)));
        let bonds = bonds(facing, &bytes, by_hand);
        let (here, there) = (order.index(), order.other().index());
        let mut partners: Vec<Vec<(usize, Bond)>> = vec![Vec::new(); bytes[here].len()];
        for (pair, bond) in &bonds {
            partners[pair[here]].push((pair[there], *bond));
        }
        let mut main = vec![false; bytes[there].len()];
        for partners in &mut partners {
            partners.sort_by_key(|(other, bond)| (std::cmp::Reverse(bond.pairs), *other));
            if let Some((other, _)) = partners.first() {
                main[*other] = true;
            }
        }
        let line = |one: usize, other: Option<usize>, again: [bool; 2], bond: Option<Bond>| {
            let place = |one, other| if here == 0 { [one, other] } else { [other, one] };
            let again = if here == 0 { again } else { [again[1], again[0]] };
            Line { paragraphs: place(Some(one), other), again, bond }
        };
        let mut shown = vec![false; bytes[there].len()];
        let mut lines = Vec::new();
        for (one, partners) in partners.iter().enumerate() {
            let Some((first, rest)) = partners.split_first() else {
                lines.push(line(one, None, [false; 2], None));
                continue;
            };
            let before = std::mem::replace(&mut shown[first.0], true);
            lines.push(line(one, Some(first.0), [false, before], Some(first.1)));
            for (other, bond) in rest {
                if !main[*other] && !std::mem::replace(&mut shown[*other], true) {
                    lines.push(line(one, Some(*other), [true, false], Some(*bond)));
                }
            }
        }
        let tied = [0, 1].map(|side: usize| {
            let mut tied: Vec<usize> = bonds.keys().map(|pair| pair[side]).collect();
            tied.sort_unstable();
            tied.dedup();
            tied.len()
        });
        let lines = with_the_rest(lines, &shown, there);
        Paragraphs { bytes, lines, tied }
    }

    /// Returns the number of the paragraph of report `side` that holds `byte`, or else of the last one before it.
    #[must_use]
    pub fn at(&self, side: usize, byte: usize) -> Option<usize> {
        self.bytes.get(side)?.partition_point(|bytes| bytes.start <= byte).checked_sub(1)
    }
}

/// Puts those paragraphs of report `side` that are not `shown` into `lines`, each after the one before it.
fn with_the_rest(lines: Vec<Line>, shown: &[bool], side: usize) -> Vec<Line> {
    let mut line_of = vec![None; shown.len()];
    for (at, line) in lines.iter().enumerate() {
        if let Some(paragraph) = line.paragraphs[side] {
            line_of[paragraph].get_or_insert(at + 1);
        }
    }
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); lines.len() + 1];
    let mut place = 0;
    for (paragraph, shown) in shown.iter().enumerate() {
        place = line_of[paragraph].unwrap_or(place);
        if !shown {
            after[place].push(paragraph);
        }
    }
    let alone = |paragraph: &usize| {
        let mut paragraphs = [None; 2];
        paragraphs[side] = Some(*paragraph);
        Line { paragraphs, again: [false; 2], bond: None }
    };
    let mut all: Vec<Line> = after[0].iter().map(alone).collect();
    for (line, after) in lines.into_iter().zip(&after[1..]) {
        all.push(line);
        all.extend(after.iter().map(alone));
    }
    all
}

/// Returns the bytes of the paragraphs of `document`.
fn paragraphs(document: &Document) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let first = document.paragraph_at(0);
    let is_blank = document.slice(first.clone()).trim_start().is_empty();
    let mut next = if is_blank { document.next_paragraph(0) } else { Some(first) };
    while let Some(paragraph) = next {
        next = document.next_paragraph(paragraph.start);
        all.push(paragraph);
    }
    all
}

/// Returns what each two paragraphs have in common that have anything.
fn bonds(facing: &Facing, bytes: &[Vec<Range<usize>>; 2], by_hand: &[[usize; 2]]) -> BTreeMap<[usize; 2], Bond> {
    let ties = &facing.comparison.ties;
    let of = |side: usize, byte: usize| bytes[side].partition_point(|bytes| bytes.start <= byte).checked_sub(1);
    let start = |side: usize, at: usize| {
        facing.comparison.sentences.of[side].get(at).and_then(|sentence| of(side, sentence.bytes.start))
    };
    let mut bonds: BTreeMap<[usize; 2], Bond> = BTreeMap::new();
    let none = Bond { pairs: 0, flagged: false, best: None };
    for (place, tie) in ties.iter().enumerate() {
        let (Some(a), Some(b)) = (start(0, tie.a), start(1, tie.b)) else { continue };
        let bond = bonds.entry([a, b]).or_insert(none);
        bond.pairs += 1;
        bond.flagged |= facing.found(place).is_some_and(Found::is_flagged);
        if bond.best.and_then(|best| ties.get(best)).is_none_or(|best| best.score < tie.score) {
            bond.best = Some(place);
        }
    }
    for [a, b] in by_hand {
        if let (Some(a), Some(b)) = (of(0, *a), of(1, *b)) {
            bonds.entry([a, b]).or_insert(none).pairs += 1;
        }
    }
    bonds
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;

    fn facing(left: &str, right: &str) -> Facing {
        let texts = [(DocId::A, left), (DocId::B, right)];
        Facing::between(&texts.map(|(doc, text)| Arc::new(Document::new(doc, text.to_owned())))).expect("small")
    }

    const LEFT: &str = "Nobody slept in Carrow.\n\nThe dam at Orlec holds. Three people were hurt in Melvice.\n\nSchools stay closed.\n\nIt rained.";
    const RIGHT: &str = "In Melvice four people were hurt.\n\nA gate stuck.\n\nThe dam at Orlec holds.\n\nThe schools stay closed today.";

    #[test]
    fn paragraphs_stand_beside_those_that_share_sentences() {
        let found = Paragraphs::of(&facing(LEFT, RIGHT), DocId::A, &[]);
        let places: Vec<[Option<usize>; 2]> = found.lines.iter().map(|line| line.paragraphs).collect();
        let expected = [
            [Some(0), None],
            [Some(1), Some(0)],
            [None, Some(1)],
            [Some(1), Some(2)],
            [Some(2), Some(3)],
            [Some(3), None],
        ];
        assert_eq!(places, expected);
        let again: Vec<[bool; 2]> = found.lines.iter().map(|line| line.again).collect();
        assert_eq!(again, [[false; 2], [false; 2], [false; 2], [true, false], [false; 2], [false; 2]]);
        assert!(found.lines[1].bond.is_some_and(|bond| bond.flagged && bond.pairs == 1));
        assert!(found.lines[3].bond.is_some_and(|bond| !bond.flagged));
        assert_eq!(found.tied, [2, 3]);
        assert_eq!((found.at(0, 0), found.at(0, 30), found.at(0, 9999)), (Some(0), Some(1), Some(3)));
    }

    #[test]
    fn the_order_may_be_that_of_the_right_report() {
        let found = Paragraphs::of(&facing(LEFT, RIGHT), DocId::B, &[]);
        let places: Vec<[Option<usize>; 2]> = found.lines.iter().map(|line| line.paragraphs).collect();
        let expected = [
            [Some(0), None],
            [Some(1), Some(0)],
            [None, Some(1)],
            [Some(1), Some(2)],
            [Some(2), Some(3)],
            [Some(3), None],
        ];
        assert_eq!(places, expected);
        assert_eq!(found.lines[3].again, [true, false]);
        assert_eq!(Paragraphs::of(&facing("", "\n\n"), DocId::B, &[]).lines, []);
    }

    #[test]
    fn what_people_tied_stands_together_though_nothing_was_found() {
        let rained = LEFT.find("It rained").expect("it is there");
        let stuck = RIGHT.find("A gate").expect("it is there");
        let found = Paragraphs::of(&facing(LEFT, RIGHT), DocId::A, &[[rained, stuck]]);
        let line = found.lines.iter().find(|line| line.paragraphs == [Some(3), Some(1)]).expect("one line");
        assert_eq!(line.bond, Some(Bond { pairs: 1, flagged: false, best: None }));
        assert_eq!(found.tied, [3, 4]);
    }

    proptest! {
        #[test]
        fn every_paragraph_stands_in_one_line_for_the_first_time(left in prop::collection::vec("[a-c]{1,2} [a-c]{1,2} [gh][.]( [a-c]{2} x[.])?", 0..9), right in prop::collection::vec("[a-c]{1,2} [a-c]{1,2} [gh][.]( [a-c]{2} x[.])?", 0..9)) {
            let facing = facing(&left.join("\n\n"), &right.join("\n"));
            for order in DocId::BOTH {
                let found = Paragraphs::of(&facing, order, &[]);
                for side in [0, 1] {
                    let mut first: Vec<usize> = found.lines.iter().filter(|line| !line.again[side]).filter_map(|line| line.paragraphs[side]).collect();
                    let in_order = first.windows(2).all(|two| two[0] < two[1]);
                    prop_assert!(in_order || side != order.index());
                    first.sort_unstable();
                    prop_assert_eq!(first, (0..found.bytes[side].len()).collect::<Vec<_>>());
                }
            }
        }
    }
}
