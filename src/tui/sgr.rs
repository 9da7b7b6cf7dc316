//! The style in which a terminal writes, and the shortest sequence from one to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The style in which the terminal writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    text: Color,
    ground: Color,
    line: Color,
    modifier: Modifier,
}

/// Attributes, the code that sets each and the code that ends it.
const ATTRIBUTES: [(Modifier, u8, u8); 5] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
];

impl Pen {
    /// The terminal's own text on its own ground.
    pub(super) const PLAIN: Pen =
        Pen { text: Color::Reset, ground: Color::Reset, line: Color::Reset, modifier: Modifier::empty() };

    /// Returns the pen that writes `cell`.
    pub(super) fn of(cell: &Cell) -> Pen {
        Pen { text: cell.fg, ground: cell.bg, line: cell.underline_color, modifier: cell.modifier }
    }

    /// Whether a blank written with this pen looks like the blank of `other`.
    pub(super) fn blanks_like(self, other: Pen) -> bool {
        let shows = Modifier::UNDERLINED.union(Modifier::REVERSED);
        !self.modifier.union(other.modifier).intersects(shows) && self.ground == other.ground
    }

    /// Appends the shortest sequence that turns this pen into `to`.
    pub(super) fn change(self, to: Pen, bytes: &mut Vec<u8>) {
        if self == to {
            return;
        }
        if to == Pen::PLAIN {
            bytes.extend_from_slice(b"\x1b[m");
            return;
        }
        let start = bytes.len();
        self.step(to, false, bytes);
        let middle = bytes.len();
        Pen::PLAIN.step(to, true, bytes);
        if bytes.len() - middle < middle - start {
            bytes.drain(start..middle);
        } else {
            bytes.truncate(middle);
        }
    }

    /// Appends what differs between this pen and `to`, after a reset if `afresh`.
    fn step(self, to: Pen, afresh: bool, bytes: &mut Vec<u8>) {
        let mut codes = Codes { bytes, separator: b"\x1b[" };
        if afresh {
            codes.push(&[0]);
        }
        // Bold and dim share the code that ends them: ending one ends the other, which is then set again.
        let mut kept = self.modifier;
        for (attribute, _, end) in ATTRIBUTES {
            if kept.contains(attribute) && !to.modifier.contains(attribute) {
                codes.push(&[end]);
                for (ended, ..) in ATTRIBUTES.iter().filter(|(.., code)| *code == end) {
                    kept -= *ended;
                }
            }
        }
        for (attribute, code, _) in ATTRIBUTES {
            if to.modifier.contains(attribute) && !kept.contains(attribute) {
                codes.push(&[code]);
            }
        }
        if self.text != to.text {
            codes.color(to.text, 30);
        }
        if self.ground != to.ground {
            codes.color(to.ground, 40);
        }
        codes.end();
        if self.line != to.line {
            line(to.line, bytes);
        }
    }
}

/// Appends the colour of underlines: in a sequence of its own, with colons, so that terminals that do not know it
/// leave out all of it and nothing else.
fn line(color: Color, bytes: &mut Vec<u8>) {
    let (start, numbers): (&[u8], &[u8]) = match (color, number(color)) {
        (Color::Rgb(red, green, blue), _) => (b"\x1b[58:2:", &[red, green, blue]),
        (_, Some(index)) => (b"\x1b[58:5", &[index]),
        (_, None) => (b"\x1b[59", &[]),
    };
    bytes.extend_from_slice(start);
    for number in numbers {
        bytes.push(b':');
        decimal(u16::from(*number), bytes);
    }
    bytes.push(b'm');
}

/// Appends `number` in digits; what a picture is full of, and what formatting takes longest for.
pub(super) fn decimal(number: u16, bytes: &mut Vec<u8>) {
    let mut digits = [0; 5];
    let (mut left, mut at) = (number, digits.len());
    while left > 0 || at == digits.len() {
        at -= 1;
        digits[at] = b'0' + u8::try_from(left % 10).unwrap_or_default();
        left /= 10;
    }
    bytes.extend_from_slice(&digits[at..]);
}

/// The codes of one sequence.
struct Codes<'a> {
    bytes: &'a mut Vec<u8>,
    /// What goes before the next code.
    separator: &'static [u8],
}

impl Codes<'_> {
    fn push(&mut self, codes: &[u8]) {
        for code in codes {
            self.bytes.extend_from_slice(self.separator);
            self.separator = b";";
            decimal(u16::from(*code), self.bytes);
        }
    }

    /// Pushes the code of a colour: from `base` 30 for text, 40 for grounds.
    fn color(&mut self, color: Color, base: u8) {
        match (color, number(color)) {
            (Color::Rgb(red, green, blue), _) => self.push(&[base + 8, 2, red, green, blue]),
            (Color::Indexed(index), _) => self.push(&[base + 8, 5, index]),
            (_, Some(number @ 0..=7)) => self.push(&[base + number]),
            (_, Some(number)) => self.push(&[base + 60 + number - 8]),
            (_, None) => self.push(&[base + 9]),
        }
    }

    fn end(self) {
        if self.separator == b";" {
            self.bytes.push(b'm');
        }
    }
}

/// The index of a colour among the 256, if it has one.
fn number(color: Color) -> Option<u8> {
    Some(match color {
        Color::Reset | Color::Rgb(..) => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Pen = Pen { modifier: Modifier::BOLD, ..Pen::PLAIN };
    const FAINT: Pen = Pen { line: Color::Indexed(244), modifier: Modifier::UNDERLINED, ..Pen::PLAIN };

    fn change(from: Pen, to: Pen) -> String {
        let mut bytes = Vec::new();
        from.change(to, &mut bytes);
        String::from_utf8(bytes).expect("ASCII").replace('\x1b', "^")
    }

    #[test]
    fn numbers_are_written_in_digits() {
        for number in [0, 9, 10, 255, 65535] {
            let mut bytes = Vec::new();
            decimal(number, &mut bytes);
            assert_eq!(bytes, number.to_string().as_bytes());
        }
    }

    #[test]
    fn only_what_differs_is_sent() {
        assert_eq!(change(BOLD, BOLD), "");
        assert_eq!(change(BOLD, Pen::PLAIN), "^[m");
        assert_eq!(change(Pen::PLAIN, BOLD), "^[1m");
        let gold = Pen { text: Color::Indexed(179), ..BOLD };
        assert_eq!(change(BOLD, gold), "^[38;5;179m");
        assert_eq!(change(gold, BOLD), "^[39m");
        let italic = Pen { text: Color::Indexed(179), modifier: Modifier::ITALIC, ..Pen::PLAIN };
        assert_eq!(change(gold, italic), "^[22;3m");
    }

    #[test]
    fn ending_one_of_bold_and_dim_keeps_the_other() {
        let both = Pen { modifier: Modifier::BOLD.union(Modifier::DIM), ..Pen::PLAIN };
        assert_eq!(change(both, BOLD), "^[0;1m");
        let gold = |pen| Pen { text: Color::Rgb(224, 178, 92), ..pen };
        assert_eq!(change(gold(both), gold(BOLD)), "^[22;1m");
        assert_eq!(change(gold(BOLD), gold(both)), "^[2m");
    }

    #[test]
    fn colours_are_written_at_every_depth() {
        let pen = |text, ground| Pen { text, ground, ..Pen::PLAIN };
        assert_eq!(change(Pen::PLAIN, pen(Color::White, Color::Magenta)), "^[97;45m");
        assert_eq!(change(Pen::PLAIN, pen(Color::Black, Color::Gray)), "^[30;47m");
        assert_eq!(change(Pen::PLAIN, pen(Color::Rgb(1, 2, 3), Color::Indexed(22))), "^[38;2;1;2;3;48;5;22m");
        assert_eq!(change(pen(Color::Red, Color::Blue), pen(Color::Reset, Color::Blue)), "^[39m");
    }

    #[test]
    fn the_colour_of_underlines_travels_alone() {
        assert_eq!(change(Pen::PLAIN, FAINT), "^[4m^[58:5:244m");
        let plain = Pen { line: Color::Reset, ..FAINT };
        assert_eq!(change(FAINT, plain), "^[59m");
        assert_eq!(change(plain, Pen { line: Color::Rgb(1, 2, 3), ..plain }), "^[58:2::1:2:3m");
    }

    #[test]
    fn blanks_do_not_ask_for_a_pen_that_does_not_show() {
        assert!(BOLD.blanks_like(Pen::PLAIN));
        assert!(!FAINT.blanks_like(Pen::PLAIN));
        assert!(!BOLD.blanks_like(Pen { ground: Color::Blue, ..Pen::PLAIN }));
    }
}
