//! Progress: how many of the likely places of both articles are decided.

use super::What;
use crate::editor::Editor;
use crate::suggest::ground::number;
use crate::text::DocId;

/// Articles of more bytes than this are not counted: the counts are renewed at each change.
const COUNTED: usize = 1 << 15;

/// How many likely places there are, and how many of them are decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Likely mentions that are decided, and all.
    pub mentions: (usize, usize),
    /// Cues that are decided, and all.
    pub cues: (usize, usize),
}

impl Editor {
    /// Returns how far stepping has come in both articles; none where they are long.
    pub(in crate::editor) fn progress(&self) -> Option<Progress> {
        if DocId::BOTH.iter().any(|doc| self.document(*doc).len() > COUNTED) {
            return None;
        }
        let state = self.stops_state();
        if let Some((_, known)) = self.stepping.counts.get().filter(|(of, _)| *of == state) {
            return Some(known);
        }
        let mut progress = Progress::default();
        for doc in DocId::BOTH {
            for at in 0..=number(self.document(doc).len()) {
                for stop in &self.stops(doc, at).stops {
                    let (done, all) = match stop.what {
                        What::Mention { .. } => &mut progress.mentions,
                        What::Cue => &mut progress.cues,
                    };
                    *all += 1;
                    *done += usize::from(stop.decided);
                }
            }
        }
        self.stepping.counts.set(Some((state, progress)));
        Some(progress)
    }
}
