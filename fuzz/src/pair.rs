//! A pair of articles on a disk in memory, the program on it, and a session that was killed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use diptych::annotation::{Set, Timestamp};
use diptych::app::launch::{self, Setup};
use diptych::app::{App, Screen};
use diptych::editor::Settings;
use diptych::editor::input::{Input, InputKind};
use diptych::editor::key::Key;
use diptych::editor::keymap::Keymap;
use diptych::editor::scene::Scene;
use diptych::format::native;
use diptych::format::schema::bundled;
use diptych::store::lock::Holder;
use diptych::store::session::{Opened, Options, Where, open};
use diptych::store::{OpenError, SimulatedDisk, Source};
use diptych::text::{DocId, Document};

pub const LEFT: &str = "/news/left.txt";
pub const RIGHT: &str = "/news/right.txt";
pub const SET: &str = "/news/left--right.mk.ron";
pub const JOURNAL: &str = "/news/.diptych/left--right.mk.journal";

/// The texts of the pair where nothing else is said.
pub const TEXTS: [&str; 2] = [
    "“Şıbırğan’s fall”, an aide said.\r\nDostum had left — 上海 👩‍👧 e\u{301}té.\n",
    "The city of Sheberghan has fallen, AFP reported. The city of Sheberghan has fallen, AFP reported.",
];

/// Returns the documents of the pair.
pub fn documents() -> [Document; 2] {
    [Document::new(DocId::A, TEXTS[0].to_owned()), Document::new(DocId::B, TEXTS[1].to_owned())]
}

/// Returns a disk with the two articles and nothing else.
pub fn disk(texts: [&str; 2]) -> SimulatedDisk {
    let disk = SimulatedDisk::new();
    disk.put(LEFT, texts[0]);
    disk.put(RIGHT, texts[1]);
    disk
}

/// Opens the pair on `disk`.
pub fn opened(disk: &SimulatedDisk) -> Result<Opened, OpenError> {
    let options = Options {
        sources: [Source::File(PathBuf::from(LEFT)), Source::File(PathBuf::from(RIGHT))],
        place: Where::Beside,
        data_folder: Some(PathBuf::from("/data/diptych")),
        holder: Holder { process: 4711, annotator: "mk".to_owned(), host: "hera".to_owned() },
        anybodys: false,
        read_only: false,
        schema: "news".to_owned(),
        begin_with: None,
    };
    open(Arc::new(disk.clone()), options)?.finish()
}

/// Returns the program on `disk`, on a screen of `size`.
pub fn program(disk: &SimulatedDisk, size: (u16, u16)) -> App {
    let schema = bundled("news").expect("bundled");
    let setup = Setup {
        keymap: Keymap::new(&schema, &[]).expect("no clash"),
        schema,
        settings: Settings::default(),
        annotator: "mk".to_owned(),
        gazetteer: None,
        messages: Vec::new(),
        size,
    };
    launch::inline(opened(disk).expect("the pair opens"), setup)
}

/// Hands `kind` to the program, at a time that goes on by itself.
pub fn hand(app: &mut App, screen: &mut dyn Screen, tick: u64, kind: InputKind) {
    let at = Timestamp(1_700_000_000 + i64::try_from(tick / 1000).expect("small"));
    app.handle(Input { tick, at, kind }, screen);
}

/// Returns the text of the set that the program holds.
pub fn held(app: &App) -> String {
    text(app.editor().set(), [app.editor().document(DocId::A), app.editor().document(DocId::B)])
}

/// Returns the file of `set` but for the lines on its documents.
pub fn text(set: &Set, documents: [&Document; 2]) -> String {
    let text = native::write(set, documents);
    text.lines().filter(|line| !line.contains(" sha256: \"")).collect::<Vec<_>>().join("\n")
}

/// Returns whether two sets say the same.
pub fn same(one: &Set, other: &Set) -> bool {
    let head = |set: &Set| (set.name.clone(), set.schema.clone(), set.annotator.clone());
    head(one) == head(other)
        && one.records().count() == other.records().count()
        && one.records().all(|record| other.get(record.id()) == Some(record))
}

/// A screen that shows nothing.
pub struct Nowhere;

impl Screen for Nowhere {
    fn draw(&mut self, _: &Scene) -> std::io::Result<()> {
        Ok(())
    }

    fn forget(&mut self) {}

    fn redraw(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> std::io::Result<(u16, u16)> {
        Ok((80, 24))
    }

    fn copy(&mut self, _: &str) -> std::io::Result<()> {
        Ok(())
    }
}

/// A disk on which a session was killed that had written its set after some changes and gone on.
static KILLED: LazyLock<SimulatedDisk> = LazyLock::new(|| {
    let disk = disk(TEXTS);
    let mut app = program(&disk, (100, 30));
    for (tick, key) in "l p l l o e t C-s w l t J d u ; U l l p x".split(' ').enumerate() {
        let key: Key = key.parse().expect(key);
        hand(&mut app, &mut Nowhere, tick as u64 * 1000, InputKind::Key(key));
    }
    let killed = disk.after_crash(1);
    drop(app);
    killed
});

/// Returns a disk of its own on which a session was killed.
pub fn killed() -> SimulatedDisk {
    KILLED.after_crash(1)
}

/// Returns the content of the file at `path`, which is there.
pub fn bytes(disk: &SimulatedDisk, path: impl AsRef<Path>) -> Vec<u8> {
    disk.peek(path).expect("it is there")
}
