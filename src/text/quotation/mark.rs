//! Quotation marks: which characters may be one, and on which side of a word each stands.

/// Which marks belong together; one of a family closes another, whatever its form, as news mixes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) enum Family {
    /// `"` `“` `”` `„` `‟`
    Double,
    /// `'` `‘` `’` `‚` `‛`: an apostrophe looks the same.
    Single,
    /// `«` `»`
    Angle,
    /// `‹` `›`
    SmallAngle,
    /// `「` `」` `｢` `｣`
    Corner,
    /// `『` `』`
    WhiteCorner,
}

/// What a mark is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) enum Side {
    /// It opens in every language.
    Opening,
    /// It closes in every language.
    Closing,
    /// It opens, but closes in some language after another opening mark.
    MostlyOpening,
    /// It closes, but opens in some language.
    MostlyClosing,
    /// It is the same on both sides.
    Both,
}

/// One mark at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) struct Mark {
    /// Its first byte.
    pub at: usize,
    /// Which character it is.
    pub sign: char,
    pub family: Family,
    pub side: Side,
    /// The character before it.
    pub before: Option<char>,
    /// The character after it.
    pub after: Option<char>,
}

impl Mark {
    /// Returns the byte after the mark.
    pub(in crate::text) fn end(&self) -> usize {
        self.at + self.sign.len_utf8()
    }

    /// Returns whether it stands where one opens: after nothing that it could close, before a word.
    pub(in crate::text) fn stands_before_word(&self) -> bool {
        self.before.is_none_or(|before| before.is_whitespace() || leads_in(before))
            && self.after.is_some_and(|after| !after.is_whitespace())
    }

    /// Returns whether it stands where one closes: after something, and before no word.
    pub(in crate::text) fn stands_after_word(&self) -> bool {
        self.before.is_some_and(|before| !before.is_whitespace())
            && self.after.is_none_or(|after| !after.is_alphanumeric())
    }

    /// Returns whether it is an apostrophe inside a word, or before a year.
    pub(in crate::text) fn is_apostrophe(&self) -> bool {
        let inside = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let year = !inside(self.before) && self.after.is_some_and(|after| after.is_ascii_digit());
        self.family == Family::Single && ((inside(self.before) && inside(self.after)) || (year && self.sign != '‘'))
    }
}

/// Returns whether an opening mark may follow `character` without a blank.
fn leads_in(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '-' | '–' | '—' | '/' | '…' | '¿' | '¡' | '（' | '：' | '，' | '。' | '、')
        || family(character).is_some_and(|(_, side)| side != Side::Closing && side != Side::MostlyClosing)
}

/// Returns the family and the side of `character`, `None` if it is no quotation mark.
pub(in crate::text) fn family(character: char) -> Option<(Family, Side)> {
    Some(match character {
        '"' => (Family::Double, Side::Both),
        '„' | '‟' => (Family::Double, Side::Opening),
        '“' => (Family::Double, Side::MostlyOpening),
        '”' => (Family::Double, Side::MostlyClosing),
        '\'' => (Family::Single, Side::Both),
        '‚' | '‛' => (Family::Single, Side::Opening),
        '‘' => (Family::Single, Side::MostlyOpening),
        '’' => (Family::Single, Side::Closing),
        '«' => (Family::Angle, Side::MostlyOpening),
        '»' => (Family::Angle, Side::MostlyClosing),
        '‹' => (Family::SmallAngle, Side::MostlyOpening),
        '›' => (Family::SmallAngle, Side::MostlyClosing),
        '「' | '｢' => (Family::Corner, Side::Opening),
        '」' | '｣' => (Family::Corner, Side::Closing),
        '『' => (Family::WhiteCorner, Side::Opening),
        '』' => (Family::WhiteCorner, Side::Closing),
        _ => return None,
    })
}

/// Returns the marks of `text` in order; apostrophes inside words are none.
pub(in crate::text) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, sign)) = characters.next() {
        if let Some((family, side)) = family(sign) {
            let after = characters.peek().map(|&(_, after)| after);
            let mark = Mark { at, sign, family, side, before, after };
            if !mark.is_apostrophe() {
                marks.push(mark);
            }
        }
        before = Some(sign);
    }
    marks
}
