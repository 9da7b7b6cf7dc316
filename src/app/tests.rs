//! The program without a terminal: keys and signals in, pictures and files out.

mod others;

use std::path::Path;
use std::sync::mpsc;

use super::*;
use crate::annotation::Timestamp;
use crate::editor::Settings;
use crate::editor::input::Timer;
use crate::editor::key::Key;
use crate::editor::keymap::Keymap;
use crate::editor::scene::Scene;
use crate::format;
use crate::store::session::{Opening, open};
use crate::store::simulated::SimulatedDisk;
use crate::store::testing::{JOURNAL, SET, Script, options, pair};

mod places;
mod rebase;

/// A screen that remembers the last picture, and may be gone.
#[derive(Default)]
struct Paper {
    text: String,
    pictures: usize,
    copied: String,
    stops: usize,
    forgotten: usize,
    gone: bool,
    /// What is looked at while the program is stopped, and how many tags would come back if the machine ended then.
    disk: Option<SimulatedDisk>,
    safe: usize,
}

impl Paper {
    fn result<T>(&self, value: T) -> io::Result<T> {
        if self.gone { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(value) }
    }
}

impl Screen for Paper {
    fn draw(&mut self, scene: &Scene) -> io::Result<()> {
        self.pictures += 1;
        self.text = scene.pieces.iter().map(|piece| piece.text.as_str()).collect();
        self.result(())
    }

    fn forget(&mut self) {
        self.forgotten += 1;
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.result(())
    }

    fn suspend(&mut self) -> io::Result<(u16, u16)> {
        self.stops += 1;
        self.safe = self.disk.as_ref().map_or(0, |disk| mentions(&inline(&disk.after_crash(0))));
        self.result((60, 20))
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        text.clone_into(&mut self.copied);
        self.result(())
    }
}

fn setup() -> Setup {
    let schema = format::schema::bundled("news").expect("sound");
    Setup {
        keymap: Keymap::new(&schema, &[]).expect("no clash"),
        schema,
        settings: Settings::default(),
        annotator: "mk".to_owned(),
        gazetteer: None,
        messages: Vec::new(),
        size: (100, 24),
    }
}

fn opening(disk: &SimulatedDisk) -> Opening {
    open(std::sync::Arc::new(disk.clone()), options()).expect("the pair opens")
}

fn inline(disk: &SimulatedDisk) -> App {
    launch::inline(opening(disk).finish().expect("the pair opens"), setup())
}

fn press(app: &mut App, paper: &mut Paper, keys: &str) {
    for key in keys.split_whitespace() {
        let kind = InputKind::Key(key.parse::<Key>().expect(key));
        app.handle(Input { tick: 0, at: Timestamp(1_700_000_000), kind }, paper);
    }
    app.draw(paper);
}

fn mentions(app: &App) -> usize {
    app.editor().set().mentions().count()
}

/// Returns all records of the set, in one order.
fn texts(app: &App) -> Vec<String> {
    let mut texts: Vec<String> = app.editor().set().records().map(|record| format!("{record:?}")).collect();
    texts.sort();
    texts
}

/// Runs the program on `disk` with `events` waiting for it from the first picture on.
fn run(disk: &SimulatedDisk, paper: &mut Paper, events: Vec<Event>) -> Leave {
    let (send, received) = mpsc::channel();
    let app = launch(opening(disk), setup(), paper, send.clone()).expect("launched");
    let start = move || {
        for event in events {
            send.send(event).map_err(io::Error::other)?;
        }
        Ok(())
    };
    app.run(paper, &received, start).expect("ran")
}

fn keys(keys: &str) -> Vec<Event> {
    keys.split_whitespace().map(|key| Event::Key(key.parse().expect(key))).collect()
}

#[test]
fn a_tag_is_shown_as_saved_once_it_is_in_the_journal() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t");
    assert_eq!(mentions(&app), 1);
    assert!(paper.text.contains("saved 1"), "{}", paper.text);
    assert!(disk.after_crash(0).peek(JOURNAL).is_some_and(|journal| journal.ends_with(b")\n")));
    let leave = app.leave();
    assert_eq!((leave.saved.durable, leave.saved.failure, leave.told), (1, None, Vec::new()));
    let set = String::from_utf8(disk.peek(SET).expect("a set")).expect("text");
    assert!(set.contains("label: \"place\""), "{set}");
}

#[test]
fn undo_goes_on_after_a_restart() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t w p");
    assert!(app.leave().changed);
    let mut app = inline(&disk);
    assert_eq!(mentions(&app), 2);
    press(&mut app, &mut paper, "u u");
    assert_eq!(mentions(&app), 1, "{}", paper.text);
    let _ = app.leave();
    let mut app = inline(&disk);
    assert_eq!(mentions(&app), 1);
    press(&mut app, &mut paper, "u u");
    assert_eq!(mentions(&app), 0, "{}", paper.text);
    drop(app);
    assert_eq!(mentions(&inline(&disk)), 0);
}

#[test]
fn a_return_goes_back_through_sessions_and_outlives_kills() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t l l p w o");
    assert_eq!(mentions(&app), 3);
    let _ = app.leave();
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t l t u");
    let now = texts(&app);
    press(&mut app, &mut paper, "space h G k v");
    assert!(paper.text.contains("looking at change 1 of 5"), "{}", paper.text);
    assert_eq!(mentions(&app), 1);
    // Killed while looking: nothing of it is on the disk.
    let looked = inline(&disk.after_crash(0));
    assert_eq!(texts(&looked), now);
    press(&mut app, &mut paper, "g h");
    let back = texts(&app);
    assert!(paper.text.contains("returned to change 1: 2 records changed"), "{}", paper.text);
    assert!(paper.text.contains("saved 6"), "{}", paper.text);
    let killed = disk.after_crash(0);
    let mut again = inline(&killed);
    assert_eq!(texts(&again), back);
    press(&mut again, &mut paper, "u u");
    assert_eq!(texts(&again), now, "{}", paper.text);
    let _ = again.leave();
    let mut last = inline(&killed);
    press(&mut last, &mut paper, "U");
    assert_eq!(texts(&last), back, "what was undone in an earlier session is done again: {}", paper.text);
}

#[test]
fn what_cannot_be_saved_is_said_and_saved_later() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t");
    disk.break_writing(Some(28));
    press(&mut app, &mut paper, "w p");
    assert!(paper.text.contains("NOT SAVED: disk full"), "{}", paper.text);
    disk.break_writing(None);
    press(&mut app, &mut paper, "w o");
    assert!(paper.text.contains("saved 3"), "{}", paper.text);
}

#[test]
fn five_seconds_without_a_key_write_the_set() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t");
    let before = disk.peek(SET);
    assert_eq!(app.timers.next(), Some(5000));
    let timer = app.timers.take(5000).expect("armed");
    assert_eq!(timer, Timer::Idle);
    app.handle(Input { tick: 5000, at: Timestamp(0), kind: InputKind::Timeout(timer) }, &mut paper);
    assert_ne!(disk.peek(SET), before);
    assert_eq!(app.timers.next(), None, "nothing wakes an untouched program");
}

#[test]
fn a_set_in_use_opens_to_read_and_says_who_has_it() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut first = inline(&disk);
    press(&mut first, &mut paper, "w t");
    let mut second = inline(&disk);
    press(&mut second, &mut paper, "w w p");
    assert_eq!(mentions(&second), 1, "what the first one did is shown, and nothing added");
    assert!(paper.text.contains("in use by mk (process 4711 on hera)"), "{}", paper.text);
    assert_eq!(second.leave().saved.durable, 1);
    assert_eq!(first.leave().saved.durable, 1);
}

#[test]
fn saving_a_set_that_is_only_read_is_no_failure() {
    let (disk, mut paper) = (pair(), Paper::default());
    let _first = inline(&disk);
    let mut second = inline(&disk);
    press(&mut second, &mut paper, "C-s");
    second.draw(&mut paper);
    assert!(paper.text.contains("there is nothing to save") && !paper.text.contains("NOT SAVED"), "{}", paper.text);
    assert_eq!(second.leave().saved.failure, None);
}

#[test]
fn what_nobody_took_to_be_written_is_told_at_the_end() {
    let opened = opening(&pair()).finish().expect("opened");
    let articles = [0, 1].map(|at| &opened.articles[at]);
    let articles = articles.map(|article| (std::sync::Arc::clone(article.document()), article.source().clone()));
    let script = Script::new(&opened, 1);
    let mut keeper = Keeper::inline(None, opened.past, articles);
    keeper.snapshot();
    assert!(keeper.report().is_none());
    keeper.keep(std::sync::Arc::clone(&script.operations[0]));
    let state = SaveState { durable: 0, failure: Some("read only".to_owned()) };
    assert!(matches!(keeper.report(), Some(Report::Saved(told)) if told == state));
    assert_eq!(keeper.close(None), (state, Vec::new()));
}

#[test]
fn two_hundred_keys_that_wait_are_one_picture() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut events = keys(&"w ".repeat(199));
    events.push(Event::Watch(Signal::End(15)));
    let leave = run(&disk, &mut paper, events);
    assert_eq!((leave.why, leave.changed, paper.pictures), (Why::Signal(15), false, 1));
    assert_eq!(disk.files().len(), 2, "nothing is left behind");
}

#[test]
fn the_threads_keep_everything_before_the_end() {
    for end in [Event::Watch(Signal::End(1)), Event::Watch(Signal::Hangup), Event::Key(Key::ctrl('q'))] {
        let (disk, mut paper) = (pair(), Paper::default());
        let mut events = keys("w t w p w o u");
        events.push(end);
        let leave = run(&disk, &mut paper, events);
        assert_eq!((leave.last, leave.saved.durable, leave.saved.failure), (4, 4, None));
        assert_eq!(mentions(&inline(&disk.after_crash(0))), 2);
        assert_eq!(leave.set, Path::new(SET));
    }
}

#[test]
fn a_terminal_that_is_gone_ends_the_program_and_loses_nothing() {
    let (disk, mut paper) = (pair(), Paper { gone: true, ..Paper::default() });
    assert_eq!(run(&disk, &mut paper, keys("w t")).why, Why::Gone);
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t");
    assert_eq!(app.why(), Some(Why::Gone));
    drop(app);
    assert_eq!(mentions(&inline(&disk.after_crash(0))), 1);
}

#[test]
fn a_panic_loses_nothing_that_was_handed_over() {
    let (disk, mut paper) = (pair(), Paper::default());
    let (send, _received) = mpsc::channel();
    let mut app = launch(opening(&disk), setup(), &mut paper, send).expect("launched");
    press(&mut app, &mut paper, "w t w p");
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _app = app;
        panic!("for the test");
    }));
    assert!(caught.is_err());
    assert_eq!(mentions(&inline(&disk.after_crash(0))), 2);
}

#[test]
fn a_stop_writes_the_set_and_the_size_after_it_counts() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut events = keys("w t");
    events.push(Event::Watch(Signal::Stop));
    events.push(Event::Watch(Signal::Continue));
    events.push(Event::Watch(Signal::End(15)));
    let leave = run(&disk, &mut paper, events);
    assert_eq!((paper.stops, leave.saved.durable), (1, 1));
}

/// Signals that come close together are told once: the terminal may have been smaller, and cut what it showed.
#[test]
fn a_size_told_anew_has_the_picture_written_whole() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut events = vec![Event::Resize(100, 24), Event::Resize(100, 24)];
    events.push(Event::Watch(Signal::End(15)));
    run(&disk, &mut paper, events);
    assert_eq!(paper.forgotten, 2);
}

#[test]
fn what_was_done_is_safe_before_a_stop() {
    for stop in [Event::Watch(Signal::Stop), Event::Key(Key::ctrl('z'))] {
        let disk = pair();
        let mut paper = Paper { disk: Some(disk.clone()), ..Paper::default() };
        let mut events = keys("w t w p l o");
        events.extend([stop, Event::Watch(Signal::End(15))]);
        run(&disk, &mut paper, events);
        assert_eq!((paper.stops, paper.safe), (1, 3));
    }
}

#[test]
fn a_large_set_is_read_after_the_articles_are_shown() {
    let (disk, mut paper) = (pair(), Paper::default());
    disk.put(crate::store::testing::LEFT, "Şıbırğan fell. ".repeat(80_000));
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "w t");
    let _ = app.leave();
    let (send, _received) = mpsc::channel();
    paper.pictures = 0;
    let app = launch(opening(&disk), setup(), &mut paper, send).expect("launched");
    assert_eq!(paper.pictures, 1);
    assert!(paper.text.contains("reading the set"), "{}", paper.text);
    assert_eq!(mentions(&app), 1);
}

#[test]
fn a_large_article_is_counted_once_it_is_on_the_screen() {
    let (disk, mut paper) = (pair(), Paper::default());
    disk.put(crate::store::testing::LEFT, "Şıbırğan fell.\n\n".repeat(200_000));
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "G");
    assert!(!paper.text.contains("of 200000"), "{}", paper.text);
    app.count();
    press(&mut app, &mut paper, "k");
    assert!(paper.text.contains("of 200000"), "{}", paper.text);
    assert_eq!(app.editor().uncounted().count(), 0);
}

#[test]
fn a_large_pair_is_compared_beside_the_keys() {
    let (disk, mut paper) = (pair(), Paper::default());
    let filler = "Nothing happened anywhere on that day. ".repeat(1500);
    disk.put(crate::store::testing::LEFT, format!("Three people were hurt in Melvice.\n\n{filler}"));
    disk.put("/news/right.txt", "Nobody slept.\n\nIn Melvice three people were hurt.");
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "W");
    assert!(paper.text.contains("are being compared: W again"), "{}", paper.text);
    press(&mut app, &mut paper, "W");
    assert_eq!(app.editor().focus(), crate::text::DocId::B);
    assert!(paper.text.contains("nearest, not tied: "), "{}", paper.text);
}
