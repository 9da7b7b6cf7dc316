//! Any text through the display mapping: nothing of it commands a terminal, and its cells are counted right.

use diptych::text::display::{shown, shown_cluster, width};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::output::unfit;

/// Checks what is shown of `bytes` as a text.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let line = shown(&text);
    assert_eq!(unfit(&line), None, "{text:?} is shown as {line:?}");
    let mut cells = 0;
    for grapheme in line.graphemes(true) {
        assert!(grapheme.width() > 0, "nothing is seen of {grapheme:?} in {line:?}");
        cells += grapheme.width();
    }
    assert_eq!(width(&line), cells, "{line:?}");
    assert_eq!(unfit(&shown(&line)), None, "{line:?} is shown as {:?}", shown(&line));
    let mut from_clusters = (String::new(), 0);
    for cluster in text.graphemes(true) {
        let (part, width) = shown_cluster(cluster);
        assert!(width > 0 && part.width() == usize::from(width), "{cluster:?} is {part:?} in {width} cells");
        assert!(part.len() <= 80, "{cluster:?} takes {} bytes", part.len());
        assert_eq!(shown(&part), part, "what is fit is shown as it is");
        from_clusters.0.push_str(&part);
        from_clusters.1 += usize::from(width);
    }
    assert_eq!(from_clusters, (line.clone().into_owned(), cells));
    if text.chars().all(|character| matches!(character, ' '..='~')) {
        assert_eq!(line, text, "plain text is shown as it is");
    }
}
