//! Tags entered by keys.

use super::hand::Hand;
use super::reach::select;
use super::tally::{Kind, Tally};
use super::target::{Tag, Target};
use crate::editor::command::Command;

/// Gives the tags of `target` that `hand` has not given yet, and counts the keys. One that cannot be selected is left
/// out, and shows as a difference.
pub(super) fn enter(hand: &mut Hand, target: &Target, tally: &mut Tally) {
    for tag in &target.tags {
        let Some(mut tagged) = select(hand, tag.doc, &tag.bytes) else { continue };
        let Some(label) = label(hand, tag) else { continue };
        if tagged.run(label) {
            *hand = tagged;
            tally.add(Kind::Reached, hand.take_count());
        }
    }
}

/// Returns the command that gives the label of `tag`.
pub(super) fn label(hand: &Hand, tag: &Tag) -> Option<Command> {
    let at = hand.editor.schema().labels.iter().position(|label| label.name == tag.label)?;
    u8::try_from(at).ok().map(Command::Label)
}
