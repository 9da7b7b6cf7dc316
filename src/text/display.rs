//! The one mapping of text from outside to what may reach a terminal.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns `text` as one line for a terminal: what is invisible or could be a command becomes a visible mark.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    text.graphemes(true).map(|cluster| shown_cluster(cluster).0).collect::<String>().into()
}

/// Returns how one grapheme is shown, and in how many cells: at least one.
#[must_use]
pub fn shown_cluster(cluster: &str) -> (Cow<'_, str>, u16) {
    if cluster.chars().any(char::is_control) || cluster.width() == 0 {
        return (Cow::Borrowed("␚"), 1);
    }
    (Cow::Borrowed(cluster), u16::try_from(cluster.width()).unwrap_or(u16::MAX))
}
