//! Tying: `=` says what is the same as the thing under the selection, whatever that is.

use super::Editor;
use super::command::Command;
use crate::annotation::Id;

/// What `=` is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tied {
    /// A tag: which entity does it name?
    Mention(Id),
    /// An attribution: where else is the same said?
    Attribution,
    /// The sentence: where else does the same stand?
    Sentence,
}

impl Editor {
    /// Runs a command about what is the same.
    pub(super) fn tie_command(&mut self, command: Command) {
        if command == Command::Same {
            self.same();
        }
    }

    /// Asks what the thing under the selection is the same as.
    fn same(&mut self) {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing can be changed"));
            return;
        }
        match self.tied_here() {
            Tied::Mention(id) => self.choose_entity(id),
            Tied::Attribution | Tied::Sentence => {
                self.tell("no tag here: a label key tags the words, then = ties them");
            }
        }
    }

    /// Returns what `=` is about: the tag of just the selected words or the one in hand, an attribution by its cue or a
    /// part of it, the innermost tag around the selection, the sentence.
    fn tied_here(&self) -> Tied {
        if let Some(made) = self.just_made() {
            return Tied::Mention(made.id);
        }
        let selection = self.selection();
        let tag = self.in_hand();
        let is_exact = |id: Id| {
            let span = self.set.mention(id).map(|mention| mention.span.start()..mention.span.end());
            self.hand == Some(id) || span == Some(selection.clone())
        };
        match tag.map(|mention| mention.id) {
            Some(id) if is_exact(id) => Tied::Mention(id),
            _ if self.attribution_here().is_some() => Tied::Attribution,
            Some(id) => Tied::Mention(id),
            None => Tied::Sentence,
        }
    }
}
