//! Another program changes the set under the running one: keys, pictures, files, a restart.

use super::*;
use crate::store::testing::below;

const BESIDE: &str = "/news/left--right.mk-2.ron";

/// The program with two tags in the file and one more that is only in the journal.
fn working(disk: &SimulatedDisk, paper: &mut Paper) -> App {
    let mut app = inline(disk);
    press(&mut app, paper, "t w p C-s l t");
    assert_eq!(mentions(&app), 3);
    app
}

/// What another program makes of the set: one tag less, another with a note, replaced as git does it.
fn strike(disk: &SimulatedDisk) -> String {
    let text = String::from_utf8(disk.peek(SET).expect("a set")).expect("text");
    let mut seen = 0;
    let lines = text.lines().filter(|line| {
        seen += usize::from(line.contains("label: "));
        !line.contains("label: ") || seen != 1
    });
    let theirs: Vec<String> = lines.map(|line| line.replacen("label: \"", "note: \"theirs\", label: \"", 1)).collect();
    let theirs = format!("{}\n", theirs.join("\n"));
    disk.take(SET);
    disk.put(SET, theirs.clone());
    theirs
}

fn focus(app: &mut App, paper: &mut Paper) {
    app.handle(Input { tick: 0, at: Timestamp(1_700_000_000), kind: InputKind::Focus(true) }, paper);
    app.draw(paper);
}

fn message(app: &App) -> &str {
    app.editor().message().map_or("", |message| &message.text)
}

fn notes(app: &App) -> usize {
    app.editor().set().mentions().filter(|mention| mention.note == "theirs").count()
}

#[test]
fn what_another_program_did_is_merged_and_can_be_undone() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = working(&disk, &mut paper);
    let theirs = strike(&disk);
    focus(&mut app, &mut paper);
    for words in
        ["NOT SAVED: changed by another program", "(1 changed, 1 removed)", "Done here since: 1 new", "keep both"]
    {
        assert!(paper.text.contains(words), "{words}: {}", paper.text);
    }
    press(&mut app, &mut paper, "m");
    assert_eq!((mentions(&app), notes(&app)), (2, 1));
    assert!(
        paper.text.contains("saved 4") && message(&app).contains("both are merged; as the other program left it"),
        "{}",
        paper.text
    );
    let backups = below(&disk, "/news/.diptych/backups");
    assert_eq!(backups.iter().map(|path| disk.peek(path)).collect::<Vec<_>>(), [Some(theirs.into_bytes())]);
    press(&mut app, &mut paper, "u");
    assert_eq!((mentions(&app), notes(&app)), (3, 0));
    press(&mut app, &mut paper, "U");
    let leave = app.leave();
    assert_eq!((leave.saved.failure, leave.saved.durable), (None, 6));
    let mut app = inline(&disk);
    assert_eq!((mentions(&app), notes(&app)), (2, 1));
    press(&mut app, &mut paper, "u u");
    assert_eq!((mentions(&app), notes(&app)), (3, 0), "{}", paper.text);
}

#[test]
fn theirs_is_taken_and_mine_can_be_had_back() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = working(&disk, &mut paper);
    let theirs = strike(&disk);
    focus(&mut app, &mut paper);
    press(&mut app, &mut paper, "t");
    assert_eq!((mentions(&app), notes(&app)), (1, 1));
    assert_eq!(disk.peek(SET), Some(theirs.into_bytes()), "it is not even written");
    assert!(
        paper.text.contains("saved 4")
            && message(&app).contains("as it was here it is kept in /news/.diptych/backups/"),
        "{}",
        paper.text
    );
    press(&mut app, &mut paper, "u");
    assert_eq!((mentions(&app), notes(&app)), (3, 0));
    let _ = app.leave();
    assert_eq!(mentions(&inline(&disk)), 3);
}

#[test]
fn both_are_kept_and_the_session_goes_on_beside() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = working(&disk, &mut paper);
    let theirs = strike(&disk);
    focus(&mut app, &mut paper);
    press(&mut app, &mut paper, "b l o u u");
    assert_eq!(mentions(&app), 2, "undo knows what was done before");
    assert!(paper.text.contains("left--right.mk-2.ron"), "{}", paper.text);
    let second = inline(&disk);
    assert_eq!((mentions(&second), notes(&second)), (1, 1));
    drop(second);
    let leave = app.leave();
    assert_eq!((leave.set.as_path(), leave.saved.failure), (Path::new(BESIDE), None));
    assert_eq!(disk.peek(SET), Some(theirs.into_bytes()));
    assert!(disk.peek(BESIDE).is_some());
}

#[test]
fn earlier_sessions_are_undone_where_the_set_has_moved_to() {
    let (disk, mut paper) = (pair(), Paper::default());
    let _ = working(&disk, &mut paper).leave();
    let mut app = inline(&disk);
    strike(&disk);
    focus(&mut app, &mut paper);
    press(&mut app, &mut paper, "b u u u u");
    assert_eq!(mentions(&app), 0, "{}", paper.text);
}

#[test]
fn what_is_not_chosen_is_asked_at_the_next_start() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = working(&disk, &mut paper);
    let theirs = strike(&disk);
    press(&mut app, &mut paper, "l p");
    assert!(paper.text.contains("Space o: another program has changed"), "{}", paper.text);
    let leave = app.leave();
    assert!(leave.told.iter().any(|told| told.contains("the next start asks")), "{:?}", leave.told);
    assert_eq!((leave.saved.durable, disk.peek(SET)), (4, Some(theirs.into_bytes())));
    let mut app = inline(&disk);
    app.draw(&mut paper);
    assert_eq!(mentions(&app), 4);
    assert!(paper.text.contains("take theirs") && paper.text.contains("NOT SAVED"), "{}", paper.text);
    press(&mut app, &mut paper, "m");
    assert_eq!((mentions(&app), notes(&app)), (3, 1));
    assert!(paper.text.contains("saved 5"), "{}", paper.text);
    let _ = app.leave();
    assert_eq!(mentions(&inline(&disk)), 3);
}

#[test]
fn a_removed_file_is_written_again_and_a_ruined_one_is_kept() {
    for ruin in [None, Some("<<<<<<< ours\n")] {
        let (disk, mut paper) = (pair(), Paper::default());
        let mut app = working(&disk, &mut paper);
        disk.take(SET);
        if let Some(text) = ruin {
            disk.put(SET, text);
        }
        focus(&mut app, &mut paper);
        assert!(paper.text.contains("write mine again") && paper.text.contains("not possible"), "{}", paper.text);
        press(&mut app, &mut paper, "m");
        assert!(paper.text.contains("is written again") && paper.text.contains("saved 3"), "{}", paper.text);
        let backups = below(&disk, "/news/.diptych/backups");
        let kept: Vec<_> = backups.iter().filter_map(|path| disk.peek(path)).collect();
        assert_eq!(kept, ruin.map(|text| text.as_bytes().to_vec()).into_iter().collect::<Vec<_>>());
        let _ = app.leave();
        assert_eq!(mentions(&inline(&disk)), 3);
    }
}

#[test]
fn what_was_done_to_the_file_between_two_sessions_can_be_undone() {
    let (disk, mut paper) = (pair(), Paper::default());
    let _ = working(&disk, &mut paper).leave();
    strike(&disk);
    let mut app = inline(&disk);
    app.draw(&mut paper);
    assert_eq!((mentions(&app), notes(&app)), (2, 2));
    assert!(paper.text.contains("saved 4") && !paper.text.contains("NOT SAVED"), "{}", paper.text);
    press(&mut app, &mut paper, "u u");
    assert_eq!((mentions(&app), notes(&app)), (3, 0), "{}", paper.text);
    press(&mut app, &mut paper, "u u u");
    assert_eq!(mentions(&app), 0, "{}", paper.text);
    let _ = app.leave();
    assert_eq!(mentions(&inline(&disk)), 0);
}

#[test]
fn the_threads_ask_and_carry_out_too() {
    let (disk, mut paper) = (pair(), Paper::default());
    let _ = working(&disk, &mut paper).leave();
    let (send, received) = mpsc::channel();
    let mut app = launch(opening(&disk), setup(), &mut paper, send).expect("launched");
    strike(&disk);
    focus(&mut app, &mut paper);
    let clock = Clock::default();
    let wait = |app: &mut App, paper: &mut Paper, words: &str| {
        app.draw(paper);
        while !paper.text.contains(words) {
            let event = received.recv_timeout(Duration::from_secs(30));
            let event = event.unwrap_or_else(|_| panic!("waited for {words:?}: {}", paper.text));
            app.take(event, &clock, paper);
            app.draw(paper);
        }
    };
    wait(&mut app, &mut paper, "keep both");
    press(&mut app, &mut paper, "b");
    wait(&mut app, &mut paper, "left--right.mk-2.ron");
    press(&mut app, &mut paper, "u u");
    wait(&mut app, &mut paper, "saved 4");
    assert_eq!((mentions(&app), app.leave().saved.durable), (2, 4));
}

#[test]
fn a_file_changed_after_a_crash_in_a_snapshot_opens_for_writing() {
    let begun = || {
        let (disk, mut paper) = (pair(), Paper::default());
        let app = working(&disk, &mut paper);
        (disk, app, paper)
    };
    let (disk, mut app, mut paper) = begun();
    let first = disk.calls();
    press(&mut app, &mut paper, "C-s");
    let last = disk.calls();
    assert!(last > first + 9);
    for call in first..last {
        let (disk, mut app, mut paper) = begun();
        disk.crash_at(call);
        press(&mut app, &mut paper, "C-s");
        let disk = disk.after_crash(1);
        strike(&disk);
        let report = crate::store::check::check(&disk, Path::new(SET));
        let mut app = inline(&disk);
        focus(&mut app, &mut paper);
        let asks = paper.text.contains("merge mine on top");
        assert_eq!(report.is_sound(), !asks, "call {call}: {}", report.to_text());
        press(&mut app, &mut paper, if asks { "m ;" } else { ";" });
        // The title would say why nothing can be changed.
        assert!(paper.text.contains("saved ") && notes(&app) > 0, "call {call}: {}", paper.text);
    }
}
