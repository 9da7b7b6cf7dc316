//! Replay: somebody who knows the finished annotation and sees only what the screen offers enters it by keys, which are counted.
//!
//! [`gold`] reads the annotation, [`target`] places it in the texts. What follows drives the editor as a person does: `hand` presses the keys,
//! `reach` and `shape` find the fewest that select something, `mend` the fewest that put the builder right.

mod attribution;
mod differences;
pub mod gold;
mod hand;
mod label;
mod mend;
mod mention;
mod reach;
mod shape;
mod step;
pub mod tally;
pub mod target;

use std::collections::BTreeSet;
use std::sync::Arc;

use gold::Gold;
use hand::Hand;
pub use label::LabelError;
use label::with_labels;
use tally::Tally;
use target::Target;

use crate::annotation::{DocumentInfo, Edit, History, IdSource, Record, Schema, Set, Transaction};
use crate::editor::keymap::Keymap;
use crate::editor::{Editor, EditorOptions, Settings};
use crate::suggest::Learner;
use crate::text::Document;

/// The columns and rows of the screen that is replayed on.
const SCREEN: (u16, u16) = (160, 48);

/// What came of a replay.
#[derive(Debug)]
pub struct Outcome {
    /// The keys for tags.
    pub mentions: Tally,
    /// The keys for attributions.
    pub attributions: Tally,
    /// Where the set is not what the gold says, one sentence each.
    pub differences: Vec<String>,
    /// What else is to be told, one sentence each.
    pub notes: Vec<String>,
    /// The editor as it was left.
    pub editor: Editor,
}

/// How a replay is done.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether everything is gone to by hand, and no stop is stepped to.
    pub no_suggestions: bool,
    /// Whether one key may label all identical strings.
    pub all_alike: bool,
    /// What was learned before, where guesses learn from what is accepted; `None` where the rules stand alone.
    pub learned: Option<Learner>,
}

/// Enters `target`, made of `gold` on `documents`, by keys, as `options` say.
/// Labels that `schema` does not have are added to it.
///
/// # Errors
///
/// When there are more labels than keys.
pub fn replay(
    gold: &Gold,
    target: &Target,
    documents: [Arc<Document>; 2],
    schema: Schema,
    options: Options,
) -> Result<Outcome, LabelError> {
    let (schema, mut notes) = with_labels(schema, target.tags.iter().map(|tag| tag.label.as_str()))?;
    notes.extend(target.notes.iter().cloned());
    let names =
        [0, 1].map(|at| gold.documents.get(at).map_or_else(|| "none".to_owned(), |document| document.name.clone()));
    // What the gold has no tag of is not stopped at: a setting, not a decision.
    let labels: BTreeSet<String> = target.tags.iter().map(|tag| tag.label.clone()).collect();
    let settings = Settings {
        learn: options.learned.is_some(),
        stop_labels: Some(labels.into_iter().collect()),
        ..Settings::default()
    };
    let mut hand = Hand::new(editor(documents, names, schema, settings)?);
    if let Some(learned) = options.learned {
        hand.editor.begin_with(learned);
    }
    let mut outcome = [Tally::default(), Tally::default()];
    if options.no_suggestions {
        mention::enter(&mut hand, target, &mut outcome[0]);
        attribution::enter(&mut hand, target, &mut outcome[1]);
    } else {
        step::enter(&mut hand, target, options.all_alike, &mut outcome);
    }
    let [mentions, attributions] = outcome;
    let differences = differences::differences(&hand.editor, target);
    Ok(Outcome { mentions, attributions, differences, notes, editor: hand.editor })
}

/// Returns the editor of `documents` with an empty set.
fn editor(
    documents: [Arc<Document>; 2],
    file_names: [String; 2],
    schema: Schema,
    settings: Settings,
) -> Result<Editor, LabelError> {
    let mut set = Set::new("replay", &schema.name, "replay");
    for (document, file) in documents.iter().zip(&file_names) {
        let info = DocumentInfo::of(document, file);
        let opening = Transaction::of("open", Edit::add(Record::Document(info)));
        set.apply(&opening).expect("two documents fit into an empty set");
    }
    Ok(Editor::new(EditorOptions {
        documents,
        file_names,
        set_file: "replay.ron".to_owned(),
        set,
        history: History::default(),
        keymap: Keymap::new(&schema, &[]).map_err(|(_, error)| LabelError::Keys(error.to_string()))?,
        schema,
        settings,
        annotator: "replay".to_owned(),
        ids: IdSource::new(1),
        held: None,
        messages: Vec::new(),
        size: SCREEN,
    }))
}
