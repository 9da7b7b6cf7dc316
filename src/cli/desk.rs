//! The pair on the screen: terminal, program and feeders put together, and the last words after leaving.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use super::look::Look;
use super::output::{FOUND, Failure, tell};
use crate::annotation::Schema;
use crate::app::launch::LaunchError;
use crate::app::outside::{Outside, Suggester};
use crate::app::{Leave, Setup, Why, launch};
use crate::config::{Config, SuggesterEntry};
use crate::editor::Settings;
use crate::editor::input::{Grade, Message};
use crate::editor::keymap::Keymap;
use crate::store::session::Opening;
use crate::tui::input;
use crate::tui::terminal::{self, Terminal};
use crate::tui::watch::Watch;

/// What the desk is opened with besides the pair.
pub struct Desk<'settings> {
    /// The settings.
    pub config: &'settings Config,
    /// The schema of the set.
    pub schema: Schema,
    /// The keys for that schema.
    pub keymap: Keymap,
    /// Where the settings file lies, in words.
    pub config_place: String,
    /// The short name that new records are signed with.
    pub annotator: String,
    /// The table of places that the settings name, if they do.
    pub gazetteer: Option<PathBuf>,
    /// Sentences to tell at the start.
    pub warnings: Vec<String>,
}

impl Desk<'_> {
    /// Shows the pair until the reader leaves, and returns the code to end with.
    ///
    /// # Errors
    ///
    /// When the set cannot be read, or the terminal cannot be had.
    pub fn open(self, opening: Opening, look: Look) -> Result<ExitCode, Failure> {
        let no_terminal = |error: std::io::Error| {
            Failure::new(format_args!("cannot use the terminal: {error}"))
                .hint("`--plain` prints the pair without a screen")
        };
        let set = opening.place().set().display().to_string();
        let size = terminal::size().map_err(no_terminal)?;
        let unknown: Vec<&str> = self.config.stop_labels.iter().map(String::as_str).collect();
        let unknown: Vec<&str> = unknown.into_iter().filter(|label| self.schema.label(label).is_none()).collect();
        let unknown = (!unknown.is_empty()).then(|| {
            format!("`stop_labels` names {}: no label of the schema {}", unknown.join(", "), self.schema.name)
        });
        let warned = self.warnings.into_iter().chain(look.told).chain(unknown);
        let setup = Setup {
            schema: self.schema,
            keymap: self.keymap,
            settings: Settings {
                ascii: look.ascii,
                tag_lines: look.tag_lines,
                text_width: self.config.text_width,
                panes: self.config.panes,
                stop_labels: Some(self.config.stop_labels.clone()).filter(|labels| !labels.is_empty()),
                keyboard: self.config.keyboard(),
                clipboard: self.config.clipboard && look.terminal.commands,
                learn: self.config.learn,
                outside: !self.config.suggesters.is_empty(),
                config_place: self.config_place,
                set_place: set,
            },
            annotator: self.annotator,
            gazetteer: self.gazetteer,
            messages: warned.map(|text| Message { grade: Grade::Warning, text }).collect(),
            size,
        };
        let suggester = |entry: SuggesterEntry| Suggester {
            name: entry.name,
            run: entry.run,
            limit: Duration::from_secs(entry.seconds.into()),
        };
        let suggesters: Vec<Suggester> = self.config.suggesters.iter().cloned().map(suggester).collect();
        let (sender, events) = mpsc::channel();
        let watch = Watch::new().map_err(no_terminal)?;
        let mut terminal = Terminal::take(look.terminal).map_err(no_terminal)?;
        let app = launch(opening, setup, &mut terminal, sender.clone()).map_err(|error| match error {
            LaunchError::Open(error) => Failure::from(error),
            LaunchError::Terminal(error) => no_terminal(error),
        })?;
        let answer = terminal.answer();
        let app = if suggesters.is_empty() { app } else { app.with_outside(Outside::new(suggesters, sender.clone())) };
        let left = app.run(&mut terminal, &events, || {
            input::start(sender.clone(), answer)?;
            watch.start(sender)?;
            Ok(())
        });
        drop(terminal);
        Ok(last_words(&left.map_err(no_terminal)?))
    }
}

/// Says on standard error what was kept and where, and returns the code to end with.
fn last_words(leave: &Leave) -> ExitCode {
    for sentence in &leave.told {
        tell("note", sentence);
    }
    let set = leave.set.display();
    let safe = leave.saved.durable;
    if let Some(failure) = &leave.saved.failure {
        let lost = match leave.last.saturating_sub(safe) {
            0 => String::new(),
            1 => "the last change is not on the disk: ".to_owned(),
            lost => format!("the last {lost} changes are not on the disk: "),
        };
        tell("error", &format!("{set}: {lost}{failure}; up to number {safe} all is safe"));
        return ExitCode::from(FOUND);
    }
    match (leave.why, leave.changed) {
        (Why::Gone, _) => {}
        (_, true) => tell("saved", &format!("{set}, up to change {safe}")),
        (_, false) => tell("left", &format!("{set}, nothing changed")),
    }
    match leave.why {
        Why::Asked => ExitCode::SUCCESS,
        // As a shell tells a program that a signal has ended.
        Why::Signal(number) => ExitCode::from(u8::try_from(128 + number).unwrap_or(FOUND)),
        Why::Gone => ExitCode::from(129),
    }
}
