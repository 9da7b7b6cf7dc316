//! What may reach a terminal: text that commands nothing, and the sequences by which pictures are drawn.

/// Returns whether a terminal may take `character` for a command, for one about the order of what is shown, or show
/// nothing for it.
pub fn commands(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(character, '\u{e0000}'..='\u{e007f}')
}

/// The flags that are spelled in tag characters, which are fit in these alone.
const TAG_FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Returns the first thing in `text` that a terminal must not get.
pub fn unfit(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match TAG_FLAGS.iter().find(|flag| rest.starts_with(**flag)) {
            Some(flag) => flag.len(),
            None if commands(first) => return Some(rest.chars().take(12).collect()),
            None => first.len_utf8(),
        };
        rest = &rest[length..];
    }
    None
}

/// Returns the first thing in the bytes of a picture that is neither a sequence that draws nor text that is fit.
pub fn foreign(picture: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(picture) else { return Some("bytes that are not UTF-8".to_owned()) };
    let mut parts = text.split('\u{1b}');
    let before = parts.next().unwrap_or_default();
    if let Some(found) = unfit(before.trim_matches(['\r', '\n'])) {
        return Some(found);
    }
    parts.find_map(|part| match drawn(part) {
        Some(rest) => unfit(&rest.replace(['\r', '\n'], "")),
        None => Some(format!("\u{1b}{}", part.chars().take(12).collect::<String>())),
    })
}

/// Returns what follows the drawing sequence in `part`, which begins after an escape.
fn drawn(part: &str) -> Option<&str> {
    let body = part.strip_prefix('[')?;
    let end = body.find(|end: char| ('@'..='~').contains(&end))?;
    let (numbers, rest) = body.split_at(end);
    let last = rest.chars().next()?;
    let mode = numbers.strip_prefix('?').is_some_and(|mode| ["25", "2026"].contains(&mode)) && "hl".contains(last);
    let draws =
        "mHABCDGdJKX".contains(last) && numbers.chars().all(|digit| digit.is_ascii_digit() || ";:".contains(digit));
    (mode || draws).then(|| &rest[1..])
}
