//! Strings in quotes as the native format writes them: every script stays readable, every string on its line.

use std::fmt::Write;

/// Writes `text` in quotes. Only what would end the string or the line, or hide or reorder the text, is escaped.
pub(super) fn quote(out: &mut String, text: &str) {
    out.push('"');
    for part in text.split_inclusive(is_escaped) {
        let mut kept = part.chars();
        match kept.next_back().filter(|&last| is_escaped(last)) {
            None => out.push_str(part),
            Some(last) => {
                out.push_str(kept.as_str());
                escape(out, last);
            }
        }
    }
    out.push('"');
}

fn escape(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        other => write!(out, "\\u{{{:x}}}", u32::from(other)).expect("a String takes all that is written"),
    }
}

/// Returns whether `character` is written as an escape: quotes, backslash, controls, the separators of lines and
/// paragraphs, and the characters that override the direction of what follows.
fn is_escaped(character: char) -> bool {
    let separator = matches!(character, '\u{2028}' | '\u{2029}');
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    matches!(character, '"' | '\\') || character.is_control() || separator || turns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        quote(&mut out, text);
        out
    }

    #[test]
    fn scripts_stay_readable() {
        for text in ["", "प्रदर्शन", "كَابُل", "e\u{301}lite", "喀布尔", "👩‍👧‍👦🏳️‍🌈", "it’s “so” — 5\u{a0}km", "\u{200f}עברית"]
        {
            assert_eq!(quoted(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn what_would_end_hide_or_turn_a_line_is_escaped() {
        for (text, written) in [
            ("a\"b\\c", r#""a\"b\\c""#),
            ("\r\n\t", r#""\r\n\t""#),
            ("\0\u{7}\u{1b}\u{7f}", r#""\u{0}\u{7}\u{1b}\u{7f}""#),
            ("\u{85}\u{2028}\u{2029}", r#""\u{85}\u{2028}\u{2029}""#),
            ("x\u{202e}y\u{2066}", r#""x\u{202e}y\u{2066}""#),
        ] {
            assert_eq!(quoted(text), written);
            assert_eq!(ron::from_str::<String>(written).as_deref(), Ok(text));
        }
    }
}
