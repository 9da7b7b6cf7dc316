//! Runs of text, each with a mark, set in rows of cells.

use unicode_segmentation::UnicodeSegmentation;

use super::display;

/// A grapheme as it is shown.
struct Cell<M> {
    text: String,
    width: usize,
    mark: M,
    blank: bool,
}

/// Sets `runs` in rows of `width` cells, broken at blanks, and within a word that is wider. Each run keeps its mark; text
/// comes out fit to be shown, blanks as one blank each.
#[must_use]
pub fn rows<M: Copy + PartialEq>(runs: &[(String, M)], width: usize) -> Vec<Vec<(String, M)>> {
    let mut cells: Vec<Cell<M>> = Vec::new();
    for (text, mark) in runs {
        for cluster in text.graphemes(true) {
            let blank = cluster.chars().all(char::is_whitespace);
            if blank && cells.last().is_none_or(|last| last.blank) {
                continue;
            }
            let (shown, cells_wide) = if blank { (" ".into(), 1) } else { display::shown_cluster(cluster) };
            let text = shown.into_owned();
            cells.push(Cell { text, width: usize::from(cells_wide), mark: *mark, blank });
        }
    }
    let mut rows: Vec<Vec<(String, M)>> = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let end = row_end(&cells, start, width);
        let mut row: Vec<(String, M)> = Vec::new();
        let text = cells[start..end].iter().rposition(|cell| !cell.blank).map_or(start, |last| start + last + 1);
        for cell in &cells[start..text] {
            match row.last_mut().filter(|(_, mark)| *mark == cell.mark) {
                Some((run, _)) => run.push_str(&cell.text),
                None => row.push((cell.text.clone(), cell.mark)),
            }
        }
        rows.push(row);
        start = end;
        while cells.get(start).is_some_and(|cell| cell.blank) {
            start += 1;
        }
    }
    rows
}

/// Returns the cell after the last one of the row that begins with cell `start`.
fn row_end<M>(cells: &[Cell<M>], start: usize, width: usize) -> usize {
    let (mut used, mut last_blank) = (0, None);
    for (at, cell) in cells.iter().enumerate().skip(start) {
        if cell.blank {
            last_blank = Some(at);
        }
        used += cell.width;
        if used > width && !cell.blank {
            // One grapheme wider than the row stands in it alone.
            return last_blank.filter(|blank| *blank > start).unwrap_or(at.max(start + 1));
        }
    }
    cells.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_keep_their_marks_over_the_ends_of_rows() {
        let runs = [("The dam ".to_owned(), 'a'), ("at Orlec".to_owned(), 'b'), (" holds.".to_owned(), 'a')];
        let found = rows(&runs, 10);
        let text =
            |row: &Vec<(String, char)>| row.iter().map(|(text, mark)| format!("{mark}:{text}")).collect::<Vec<_>>();
        let found: Vec<Vec<String>> = found.iter().map(text).collect();
        assert_eq!(found, [vec!["a:The dam ", "b:at"], vec!["b:Orlec"], vec!["a:holds."]]);
    }
}
