//! Quotations: what stands between quotation marks, the marks included.

use std::ops::Range;

use super::document::Document;

/// Returns the quotations of `text`, one paragraph, in the order of their starts, outer ones first.
#[must_use]
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, mark) in text.char_indices().filter(|(_, mark)| matches!(mark, '"' | '“' | '”')) {
        match open.take() {
            Some(start) => found.push(start..at + mark.len_utf8()),
            None => open = Some(at),
        }
    }
    found
}

impl Document {
    fn quotations_of(&self, paragraph: Range<usize>) -> Vec<Range<usize>> {
        let offset = paragraph.start;
        let text = self.text().get(paragraph).unwrap_or("");
        quotations(text).into_iter().map(|found| found.start + offset..found.end + offset).collect()
    }

    /// Returns the innermost quotation that covers `byte`, its marks included.
    #[must_use]
    pub fn quotation_at(&self, byte: usize) -> Option<Range<usize>> {
        let found = self.quotations_of(self.paragraph_at(byte));
        found.into_iter().filter(|quotation| quotation.contains(&byte)).min_by_key(ExactSizeIterator::len)
    }

    /// Returns the first quotation that starts after `byte`.
    #[must_use]
    pub fn next_quotation(&self, byte: usize) -> Option<Range<usize>> {
        let mut paragraph = self.paragraph_at(byte);
        loop {
            let found = self.quotations_of(paragraph.clone());
            if let Some(found) = found.into_iter().find(|quotation| quotation.start > byte) {
                return Some(found);
            }
            paragraph = self.next_paragraph(paragraph.start)?;
        }
    }

    /// Returns the last quotation that starts before `byte`.
    #[must_use]
    pub fn previous_quotation(&self, byte: usize) -> Option<Range<usize>> {
        let mut paragraph = self.paragraph_at(byte);
        loop {
            let found = self.quotations_of(paragraph.clone());
            if let Some(found) = found.into_iter().rfind(|quotation| quotation.start < byte) {
                return Some(found);
            }
            paragraph = self.previous_paragraph(paragraph.start)?;
        }
    }
}
