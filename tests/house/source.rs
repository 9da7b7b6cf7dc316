//! One source file as the rules of the house see it: its lines, its place, and the paths that it names.

#![expect(clippy::string_slice, reason = "every index comes from a search in the same text")]

use std::path::Path;

/// A source file below `src`.
pub struct Source {
    /// The path below `src`, with `/` between its parts.
    pub file: String,
    /// The exact text.
    pub text: String,
    /// The module that the file is, `["annotation", "set"]`; empty for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    /// Whether the whole file is there for tests alone.
    pub tests: bool,
    /// The text with comments, strings and character literals blanked, and nothing moved.
    code: String,
}

/// A path that some code names, `["crate", "text", "Span"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its parts; `super` and `self` are resolved to `crate` and the modules after it.
    pub parts: Vec<String>,
    /// The line on which it stands, from 1.
    pub line: usize,
    /// Whether it stands in the file's tests.
    pub in_tests: bool,
}

impl Source {
    /// Reads the file at `path`, which lies below `root`.
    pub fn read(root: &Path, path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("a source file is UTF-8");
        let below = path.strip_prefix(root).expect("the file was found below the root");
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        Source::new(&parts.join("/"), text)
    }

    /// Takes `text` for the file `file` below `src`.
    pub fn new(file: &str, text: String) -> Self {
        let name = file.strip_suffix(".rs").unwrap_or(file);
        let root = ["lib", "main"].contains(&name);
        let module = if root { Vec::new() } else { name.split('/').map(str::to_owned).collect() };
        let code = blanked(&text);
        Source { file: file.to_owned(), text, module, tests: false, code }
    }

    /// Returns the modules that this file declares for tests alone.
    pub fn test_modules(&self) -> Vec<Vec<String>> {
        let behind = self.code.split("#[cfg(test)]").skip(1);
        let declared = behind.filter_map(|rest| rest.split_once(';').map(|(declaration, _)| declaration));
        let names = declared.filter(|declaration| !declaration.contains('{')).filter_map(|declaration| {
            let mut words = declaration.split_whitespace();
            words.find(|word| *word == "mod").and_then(|_| words.next())
        });
        names.map(|name| [self.module.as_slice(), &[name.to_owned()]].concat()).collect()
    }

    /// Returns the first module of the path, or the file's own name for `lib.rs` and `main.rs`.
    pub fn layer(&self) -> &str {
        self.module.first().map_or_else(|| self.file.trim_end_matches(".rs"), String::as_str)
    }

    /// Returns every path in the code that begins with `crate`, `self`, `super`, `diptych` or one of `roots`.
    pub fn names(&self, roots: &[&str]) -> Vec<Named> {
        let begin = if self.tests { Some(0) } else { self.code.find("#[cfg(test)]\nmod tests {") };
        let tests = begin.unwrap_or(self.code.len());
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = next_word(&self.code, &mut at) {
            let own = ["crate", "self", "super", "diptych"].contains(&word.text);
            let a_path = self.code[word.end..].starts_with("::") && !self.code[..word.start].ends_with("::");
            if !a_path || !(own || roots.contains(&word.text)) {
                continue;
            }
            let mut paths = Vec::new();
            at = tree(&self.code, word.start, &[], &mut paths);
            let line = self.code[..word.start].matches('\n').count() + 1;
            let in_tests = word.start >= tests;
            for parts in paths {
                found.push(Named { parts: self.resolved(parts, in_tests && !self.tests), line, in_tests });
            }
        }
        found
    }

    /// Turns `self::x` and `super::x` into `crate::…::x`.
    fn resolved(&self, parts: Vec<String>, in_own_tests: bool) -> Vec<String> {
        let mut here = self.module.clone();
        if in_own_tests {
            here.push("tests".to_owned());
        }
        let mut rest = parts.as_slice();
        match rest.first().map(String::as_str) {
            Some("diptych") => return [&["crate".to_owned()], &parts[1..]].concat(),
            Some("self" | "super") => {}
            _ => return parts,
        }
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "self" => {}
                "super" => {
                    here.pop();
                }
                _ => break,
            }
            rest = after;
        }
        [&["crate".to_owned()], here.as_slice(), rest].concat()
    }
}

struct Word<'code> {
    text: &'code str,
    start: usize,
    end: usize,
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Returns the next identifier at or after `at`, and moves `at` behind it.
fn next_word<'code>(code: &'code str, at: &mut usize) -> Option<Word<'code>> {
    let start = *at + code[*at..].find(is_word)?;
    let end = code[start..].find(|character| !is_word(character)).map_or(code.len(), |length| start + length);
    *at = end;
    Some(Word { text: &code[start..end], start, end })
}

/// Reads the path or `use` tree at `at` after the parts `before`, adds every path in it, and returns where it ends.
fn tree(code: &str, mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut parts = before.to_vec();
    loop {
        at += code[at..].len() - code[at..].trim_start().len();
        if code[at..].starts_with('{') {
            return branches(code, at + 1, &parts, paths);
        }
        let start = at;
        if code[at..].starts_with(is_word) {
            next_word(code, &mut at);
        } else if code[at..].starts_with('*') {
            at += 1;
        }
        if start < at {
            parts.push(code[start..at].to_owned());
        }
        if !code[at..].starts_with("::") {
            paths.push(parts);
            return at;
        }
        at += 2;
        if code[at..].starts_with('<') {
            // `Vec::<T>`: the path ends here, and the types inside are found on their own.
            paths.push(parts);
            return at;
        }
    }
}

/// Reads `a, b::{c, d}}` at `at`, and returns where it ends.
fn branches(code: &str, mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    loop {
        at += code[at..].len() - code[at..].trim_start_matches([' ', '\n', ',']).len();
        if code[at..].starts_with('}') || at >= code.len() {
            return (at + 1).min(code.len());
        }
        at = tree(code, at, before, paths);
        // `as name` says nothing of where the thing comes from.
        let end = code[at..].find([',', '}']).map_or(code.len(), |length| at + length);
        at = end;
    }
}

/// Returns `text` with comments, strings and character literals turned into blanks, line ends kept.
fn blanked(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal_length(rest);
        let (blank, after) = rest.split_at(if length == 0 { first.len_utf8() } else { length });
        if length == 0 {
            code.push_str(blank);
        } else {
            code.extend(blank.chars().flat_map(|character| {
                let filler = if character == '\n' { '\n' } else { ' ' };
                std::iter::repeat_n(filler, character.len_utf8())
            }));
        }
        rest = after;
    }
    code
}

/// Returns how many bytes of `rest` are a comment or a literal that begins there, 0 if none does.
fn literal_length(rest: &str) -> usize {
    let end_of = |pattern: &str, from: usize| {
        rest.get(from..).and_then(|after| after.find(pattern)).map_or(rest.len(), |at| from + at + pattern.len())
    };
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return end_of("*/", 2);
    }
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return end_of(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
        }
        return 0;
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    // A lifetime has no closing quote right behind its first character; a character literal has, or a backslash.
    let mut characters = rest.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (Some('\''), Some('\\'), _) | (Some('\''), Some(_), Some('\'')) => quoted(rest, '\''),
        _ => 0,
    }
}

/// Returns the length of the literal that `rest` begins with, its quotes included.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn paths_are_found_in_trees_in_line_and_through_super() {
    let text = r#"
//! Not this: crate::tui.
use crate::{text::{DocId, Span as Piece}, annotation};
use super::edit::Edit;
fn f<'a>(x: &'a str) -> char { let _ = "crate::app"; let _ = r"crate::store"; crate::format::write(x); '"' }
use std::{fs, io::Read};
#[cfg(test)]
mod tests {
    use super::helper;
    use super::super::id::Id;
}
"#;
    let source = Source::new("annotation/set.rs", text.to_owned());
    let named: Vec<String> = source.names(&["std"]).iter().map(|named| named.parts.join("::")).collect();
    let expected = [
        "crate::text::DocId",
        "crate::text::Span",
        "crate::annotation",
        "crate::annotation::edit::Edit",
        "crate::format::write",
        "std::fs",
        "std::io::Read",
        "crate::annotation::set::helper",
        "crate::annotation::id::Id",
    ];
    assert_eq!(named, expected);
    let in_tests = source.names(&[]).iter().filter(|named| named.in_tests).count();
    assert_eq!(in_tests, 2);
}

#[test]
fn modules_for_tests_alone_are_known_by_their_declaration() {
    let text = "pub mod disk;\n#[cfg(test)]\nmod testing;\n#[cfg(test)]\nmod tests {\n    fn f() {}\n}\n";
    let store = Source::new("store.rs", text.to_owned());
    assert_eq!(store.test_modules(), [["store", "testing"]]);
}
