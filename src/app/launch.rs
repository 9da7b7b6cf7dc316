//! Launching: a pair that is being opened becomes a running program, its first picture as early as can be.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::clock::seed;
use super::keeper::Articles;
use super::keeper::writing::news;
use super::{App, Event, Keeper, Screen};
use crate::annotation::{History, IdSource, Schema, Set};
use crate::editor::input::{Grade, Input, InputKind, Message, Report, SaveState};
use crate::editor::keymap::Keymap;
use crate::editor::{Editor, EditorOptions, Settings};
use crate::store::OpenError;
use crate::store::article::Article;
use crate::store::session::{Opened, Opening};
use crate::text::Document;

/// What the program is started with besides the pair.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The labels.
    pub schema: Schema,
    /// The keys.
    pub keymap: Keymap,
    /// What the reader likes.
    pub settings: Settings,
    /// The short name that new records are signed with.
    pub annotator: String,
    /// The table of places that the settings name, if they do.
    pub gazetteer: Option<PathBuf>,
    /// What is to be told at the start.
    pub messages: Vec<Message>,
    /// The columns and rows of the screen.
    pub size: (u16, u16),
}

/// Why the program did not start.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The pair cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The terminal cannot be written to.
    #[error("the terminal cannot be written to: {0}")]
    Terminal(#[from] io::Error),
}

/// Finishes `opening` and returns the program around it, whose writer and worker report through `events`. Where that
/// takes longer than a picture, the articles are shown first, without their tags; keys wait meanwhile.
///
/// # Errors
///
/// When the set cannot be read or was made on other articles, or the terminal is gone. No file was changed.
pub fn launch(
    opening: Opening,
    setup: Setup,
    screen: &mut dyn Screen,
    events: Sender<Event>,
) -> Result<App, LaunchError> {
    if !opening.is_quick() {
        prepare(opening.articles());
        preview(&opening, setup.clone(), screen)?;
    }
    let opened = opening.finish()?;
    Ok(assemble(opened, setup, |opened, articles| {
        Keeper::beside(opened.writer.take(), opened.past.clone(), articles, events)
    }))
}

/// Returns the program around what was `opened`, with writer and worker inline: for tests and replays.
#[must_use]
pub fn inline(opened: Opened, setup: Setup) -> App {
    assemble(opened, setup, |opened, articles| Keeper::inline(opened.writer.take(), opened.past.clone(), articles))
}

fn documents(articles: &[Arc<Article>; 2]) -> [Arc<Document>; 2] {
    [Arc::clone(articles[0].document()), Arc::clone(articles[1].document())]
}

fn names(articles: &[Arc<Article>; 2]) -> [String; 2] {
    [0, 1].map(|at| articles[at].source().name().to_string_lossy().into_owned())
}

/// Has the articles hashed and counted beside, while they are drawn: reading the set will ask for both.
fn prepare(articles: &[Arc<Article>; 2]) {
    for article in articles {
        let article = Arc::clone(article);
        let run = move || {
            article.document().index();
            let _ = article.hash();
        };
        // Without a thread, whoever asks first does it.
        let _ = thread::Builder::new().name("prepare".to_owned()).spawn(run);
    }
}

/// Shows the articles of a pair whose set is not read yet.
fn preview(opening: &Opening, setup: Setup, screen: &mut dyn Screen) -> io::Result<()> {
    let editor = Editor::new(EditorOptions {
        documents: documents(opening.articles()),
        file_names: names(opening.articles()),
        set_file: opening.place().name(),
        set: Set::new("", &setup.schema.name, &setup.annotator),
        history: History::default(),
        schema: setup.schema,
        keymap: setup.keymap,
        settings: setup.settings,
        annotator: setup.annotator,
        ids: IdSource::new(0),
        held: None,
        messages: vec![Message { grade: Grade::Info, text: "reading the set".to_owned() }],
        size: setup.size,
    });
    screen.draw(&editor.scene())
}

fn assemble(mut opened: Opened, setup: Setup, keeper: impl FnOnce(&mut Opened, Articles) -> Keeper) -> App {
    let documents = documents(&opened.articles);
    let mut reports: Vec<Report> = {
        let changed = std::mem::take(&mut opened.changed).into_iter();
        changed.map(|(doc, hash)| Report::Changed { doc, hash }).collect()
    };
    if let Some(writer) = &mut opened.writer {
        let progress = writer.progress();
        if progress.failure.is_some() {
            reports.push(Report::Saved(SaveState { durable: progress.durable, failure: progress.failure }));
        }
        reports.extend(writer.take_news().map(news));
    }
    let articles = opened.articles.each_ref().map(|article| (Arc::clone(article.document()), article.source().clone()));
    let mut keeper = keeper(&mut opened, articles);
    if let Some(path) = setup.gazetteer {
        keeper.use_gazetteer(path);
    }
    let mut messages = setup.messages;
    messages.extend(opened.told.into_iter().map(|text| Message { grade: Grade::Info, text }));
    let mut editor = Editor::new(EditorOptions {
        documents,
        file_names: names(&opened.articles),
        set_file: opened.place.name(),
        set: opened.set,
        history: History::starting_after(opened.last),
        schema: setup.schema,
        keymap: setup.keymap,
        settings: setup.settings,
        annotator: setup.annotator,
        ids: IdSource::new(seed()),
        held: opened.read_only,
        messages,
        size: setup.size,
    });
    for report in reports {
        let kind = InputKind::Report(report);
        // They only tell, and ask for nothing.
        editor.handle(Input { tick: 0, at: super::Clock::default().now(), kind });
    }
    App::new(editor, keeper, opened.place.set().to_owned(), opened.last)
}
