//! Places in a text that an error names.

/// Checks that line and column, both counted from 1, lie in `text` or just after its end.
pub fn lies_in(text: &str, line: usize, column: usize, what: &str) {
    assert!(line >= 1 && column >= 1, "{what}: {line}:{column} is before the text");
    let Some(found) = text.split('\n').nth(line - 1) else { panic!("{what}: there is no line {line}") };
    let most = found.chars().count() + 1;
    assert!(column <= most, "{what}: column {column} of line {line}, which has {most} at most");
}
