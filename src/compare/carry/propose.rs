//! Proposals: where a span might belong whose place is not certain. A person decides.

use super::place::{Place, Texts};
use super::{Proposal, Reason};
use crate::text::{Document, Fragment, Span};

/// No more proposals are made for a span.
const MOST: usize = 3;
/// So many tokens around the place where a span would stand are searched for its words.
const REACH: usize = 4096;
/// So many tokens on each side are compared to tell which of several places fits best.
const CONTEXT: usize = 8;
/// Of longer stretches only so many tokens are compared.
const COMPARED: usize = 512;

/// A fragment of the new text, why it is proposed, and how well it fits.
type Candidate = (Fragment, Reason, u16);

/// Returns the places that are proposed for `span` of the old text, the best first.
pub(super) fn proposals(texts: &Texts<'_>, span: &Span) -> Vec<Proposal> {
    let doc = span.doc();
    if let [fragment] = span.fragments() {
        let candidates = candidates(texts, *fragment).into_iter().take(MOST);
        return candidates
            .map(|(place, reason, score)| Proposal { span: Span::of(doc, place), reason, score })
            .collect();
    }
    let best: Option<Vec<Candidate>> = span.pieces().map(|piece| candidates(texts, piece).into_iter().next()).collect();
    let Some(best) = best else { return Vec::new() };
    let pieces: Vec<Fragment> = best.iter().map(|(piece, ..)| *piece).collect();
    let worst = best.iter().min_by_key(|(_, _, score)| *score);
    let proposal = Span::from_pieces(doc, &pieces).ok().zip(worst);
    proposal.map(|(span, &(_, reason, score))| Proposal { span, reason, score }).into_iter().collect()
}

fn candidates(texts: &Texts<'_>, fragment: Fragment) -> Vec<Candidate> {
    let tokens = texts.tokens(fragment);
    let mut found: Vec<Candidate> = match texts.place(fragment) {
        Place::Sure(place) => return vec![(place, Reason::Apart, 1000)],
        Place::Contested(places) => {
            let score = |place: Fragment| surroundings(texts, &tokens, first_token(texts, place));
            places.into_iter().map(|place| (place, Reason::Contested, score(place))).collect()
        }
        Place::Changed => changed(texts, fragment).into_iter().collect(),
    };
    for candidate in elsewhere(texts, fragment) {
        if !found.iter().any(|(place, ..)| *place == candidate.0) {
            found.push(candidate);
        }
    }
    found.sort_by_key(|(_, _, score)| std::cmp::Reverse(*score));
    found
}

fn first_token(texts: &Texts<'_>, place: Fragment) -> usize {
    texts.alignment.new.partition_point(|token| token.end() <= place.start())
}

/// Returns the stretch of the new text between what stands around `fragment`, or from its first word to its last one.
fn changed(texts: &Texts<'_>, fragment: Fragment) -> Option<Candidate> {
    let alignment = &texts.alignment;
    let tokens = texts.tokens(fragment);
    let last = tokens.end.checked_sub(1).filter(|_| !tokens.is_empty())?;
    let start = alignment.new_of(tokens.start).or_else(|| match tokens.start.checked_sub(1) {
        Some(before) => alignment.new_of(before).map(|before| before + 1),
        None => Some(0),
    })?;
    let end = alignment.new_of(last).map(|last| last + 1).or_else(|| match tokens.end {
        end if end == alignment.old.len() => Some(alignment.new.len()),
        end => alignment.new_of(end),
    })?;
    if start >= end || end - start > 4 * tokens.len() + 16 {
        return None;
    }
    let (first, past) = (alignment.new[start].start(), alignment.new[end - 1].end());
    let place = texts.new.fragment(first..past).ok()?;
    let common = common(texts, tokens.clone(), start..end);
    Some((place, Reason::Changed, thousandths(2 * common, tokens.len() + (end - start))))
}

/// Returns the places of the same words near where `fragment` would stand.
fn elsewhere(texts: &Texts<'_>, fragment: Fragment) -> Vec<Candidate> {
    let tokens = texts.tokens(fragment);
    let alignment = &texts.alignment;
    let near = alignment.near(tokens.start);
    let reach = near.saturating_sub(REACH)..(near + REACH).min(alignment.new.len());
    let Some(first) = alignment.old.get(tokens.start).filter(|_| !tokens.is_empty()) else { return Vec::new() };
    let mut found: Vec<(u16, usize, Fragment)> = Vec::new();
    for at in reach {
        let fits = alignment.new[at].hash == first.hash;
        if let Some(place) = Some(at).filter(|_| fits).and_then(|at| texts.fragment_at(fragment, &tokens, at)) {
            found.push((surroundings(texts, &tokens, at), at.abs_diff(near), place));
        }
    }
    found.sort_by_key(|&(score, distance, _)| (std::cmp::Reverse(score), distance));
    found.into_iter().take(MOST).map(|(score, _, place)| (place, Reason::Elsewhere, score)).collect()
}

/// Returns how far the words before and after `tokens` agree with those around the same words at `at` of the new text, in
/// thousandths.
fn surroundings(texts: &Texts<'_>, tokens: &std::ops::Range<usize>, at: usize) -> u16 {
    let (old, new) = (&texts.alignment.old, &texts.alignment.new);
    let before = old[..tokens.start].iter().rev().zip(new[..at.min(new.len())].iter().rev()).take(CONTEXT);
    let after = old[tokens.end..].iter().zip(new.get(at + tokens.len()..).unwrap_or_default()).take(CONTEXT);
    let same = before.chain(after).filter(|(one, other)| one.hash == other.hash).count();
    thousandths(same, 2 * CONTEXT)
}

/// Returns how many tokens of two stretches are the same, whatever their order.
fn common(texts: &Texts<'_>, old: std::ops::Range<usize>, new: std::ops::Range<usize>) -> usize {
    let hashes = |tokens: &[crate::compare::token::Token]| {
        let mut hashes: Vec<u32> = tokens.iter().take(COMPARED).map(|token| token.hash).collect();
        hashes.sort_unstable();
        hashes
    };
    let (left, right) = (hashes(&texts.alignment.old[old]), hashes(&texts.alignment.new[new]));
    let (mut at, mut place, mut common) = (0, 0, 0);
    while let (Some(one), Some(other)) = (left.get(at), right.get(place)) {
        common += usize::from(one == other);
        at += usize::from(one <= other);
        place += usize::from(other <= one);
    }
    common
}

fn thousandths(part: usize, whole: usize) -> u16 {
    u16::try_from(part * 1000 / whole.max(1)).unwrap_or(1000).min(1000)
}

/// A stretch of a text with a little of what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// The stretch itself, its pieces with ` … ` between them.
    pub text: String,
    /// What stands after it.
    pub after: String,
}

impl Excerpt {
    /// How many bytes are taken on each side, about.
    const AROUND: usize = 40;

    /// Returns `span` of `document` with what stands around it.
    #[must_use]
    pub fn of(document: &Document, span: &Span) -> Self {
        let before = document.char_ceiling(span.start().saturating_sub(Excerpt::AROUND))..span.start();
        let after = span.end()..document.char_floor(span.end() + Excerpt::AROUND);
        let text = |bytes| document.slice(bytes).to_owned();
        Excerpt { before: text(before), text: document.covered_span(span), after: text(after) }
    }
}
