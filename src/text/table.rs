//! Tables of words, as the rules read them from `assets`: lines of words under `[headings]`, remarks after `#`.

/// Returns the words of `table`, each with the heading it stands under, which is empty before the first one.
pub fn words(table: &str) -> impl Iterator<Item = (&str, &str)> {
    lines(table).flat_map(|(heading, line)| line.split_whitespace().map(move |word| (heading, word)))
}

/// Returns the lines of `table` that are no remark and no heading, each with the heading it stands under.
pub fn lines(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut heading = "";
    table.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => {
                heading = name;
                None
            }
            None => Some((heading, line)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_under_their_headings() {
        let table = "# of words\none\n\n[two]\n# no word\nthree four\n[]\nfive";
        let found: Vec<_> = words(table).collect();
        assert_eq!(found, [("", "one"), ("two", "three"), ("two", "four"), ("", "five")]);
        assert_eq!(lines("[a]\nb c").collect::<Vec<_>>(), [("a", "b c")]);
    }
}
