//! Classes: what a word or a mark is to the rules.

use std::ops::{BitOr, BitOrAssign};

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u32);

impl Classes {
    /// Returns whether this holds one of `others`.
    pub const fn has(self, others: Classes) -> bool {
        self.0 & others.0 != 0
    }
}

impl BitOr for Classes {
    type Output = Classes;

    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

/// The classes.
pub mod classes {
    use super::Classes;

    /// Letters or digits.
    pub const WORD: Classes = Classes(1);
    /// The mark that opens a quotation.
    pub const OPENING: Classes = Classes(1 << 1);
    /// The mark that closes one.
    pub const CLOSING: Classes = Classes(1 << 2);
    /// A comma.
    pub const COMMA: Classes = Classes(1 << 3);
    /// A colon.
    pub const COLON: Classes = Classes(1 << 4);
    /// A semicolon, a dash or a bracket.
    pub const BREAK: Classes = Classes(1 << 5);
    /// A mark that may end a sentence.
    pub const END: Classes = Classes(1 << 6);
    /// A word that begins with a capital.
    pub const CAPITAL: Classes = Classes(1 << 7);
    /// A number.
    pub const NUMBER: Classes = Classes(1 << 8);
    /// *has*, *would*
    pub const AUXILIARY: Classes = Classes(1 << 9);
    /// *not*
    pub const NEGATION: Classes = Classes(1 << 10);
    /// *in*
    pub const PREPOSITION: Classes = Classes(1 << 11);
    /// *that*, *because*
    pub const SUBORDINATOR: Classes = Classes(1 << 12);
    /// *who*
    pub const WH: Classes = Classes(1 << 13);
    /// *the*
    pub const DETERMINER: Classes = Classes(1 << 14);
    /// *his*, *’s*
    pub const POSSESSIVE: Classes = Classes(1 << 15);
    /// *they*
    pub const PRONOUN: Classes = Classes(1 << 16);
    /// *and*
    pub const CONJUNCTION: Classes = Classes(1 << 17);
    /// *Monday*, *earlier*
    pub const DAY: Classes = Classes(1 << 18);
    /// *also*, *quickly*
    pub const ADVERB: Classes = Classes(1 << 19);
    /// A verb with its ending: *says*, *fell*, *has*.
    pub const FINITE: Classes = Classes(1 << 20);
    /// A word in *-ing*.
    pub const ING: Classes = Classes(1 << 21);
    /// *said* after which *out* or *for* belongs to it.
    pub const PARTICLE: Classes = Classes(1 << 22);
    /// A past form that follows no rule.
    pub const PAST: Classes = Classes(1 << 23);
    /// A mark of any kind.
    pub const MARK: Classes = Classes(1 << 24);
    /// A word in *-ed*.
    pub const ED: Classes = Classes(1 << 25);
}
