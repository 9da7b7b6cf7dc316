//! Spans as brat takes them: no line end and no tab inside, and no two pieces that it would take for an overlap.

use super::names::breaks;
use crate::format::piece::Piece;

/// Returns `pieces` cut at line ends and tabs, which are left out, and whether there were none.
pub(super) fn pieces<'d>(whole: &[Piece<'d>]) -> (Vec<Piece<'d>>, bool) {
    let mut cut = Vec::new();
    let mut unbroken = true;
    for piece in whole {
        let mut start = piece.start;
        for part in piece.text.split_inclusive(breaks) {
            let text = part.strip_suffix(breaks).unwrap_or(part);
            unbroken &= text.len() == part.len();
            let end = start + text.chars().count();
            if !text.is_empty() {
                cut.push(Piece { start, end, text });
            }
            start += part.chars().count();
        }
    }
    (cut, unbroken)
}

/// Returns `pieces` in their order, or in that of the text where brat would see an overlap, and whether it is theirs.
pub(super) fn in_order(mut pieces: Vec<Piece>) -> (Vec<Piece>, bool) {
    let touches = |at: usize| pieces[..at].iter().any(|before| pieces[at].end == before.start);
    let kept = !(1..pieces.len()).any(touches);
    if !kept {
        pieces.sort_unstable_by_key(|piece| piece.start);
    }
    (pieces, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_tabs_are_left_out_and_counted() {
        let text = "an e\u{301}lite\r\n\tunit\u{2028}👩‍👧\n";
        let (cut, unbroken) = pieces(&[Piece { start: 10, end: 33, text }]);
        let found: Vec<(usize, usize, &str)> = cut.iter().map(|piece| (piece.start, piece.end, piece.text)).collect();
        assert_eq!(found, [(10, 19, "an e\u{301}lite"), (22, 26, "unit"), (27, 30, "👩‍👧")]);
        assert!(!unbroken);
        assert_eq!(pieces(&[Piece { start: 0, end: 2, text: "\r\n" }]), (Vec::new(), false));
        let whole = Piece { start: 3, end: 6, text: "a b" };
        assert_eq!(pieces(&[whole]), (vec![whole], true));
    }

    #[test]
    fn pieces_stay_in_the_order_of_display_unless_they_touch_against_the_text() {
        let [one, two, three] =
            [(0, 2, "ab"), (2, 4, "cd"), (6, 8, "gh")].map(|(start, end, text)| Piece { start, end, text });
        assert_eq!(in_order(vec![three, one]), (vec![three, one], true));
        assert_eq!(in_order(vec![one, two]), (vec![one, two], true));
        assert_eq!(in_order(vec![two, three, one]), (vec![one, two, three], false));
    }
}
