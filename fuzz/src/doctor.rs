//! Damage to all files of a set at once: never a panic, and what is salvaged is a whole set in a new file.

use std::path::Path;

use diptych::format::native;
use diptych::store::SimulatedDisk;
use diptych::store::check::check as look;
use diptych::store::doctor::{deliver, salvage};
use libfuzzer_sys::arbitrary::Unstructured;

use crate::damage::damage;
use crate::pair::{self, SET};

const NEW: &str = "/news/new.ron";

/// Checks `bytes` as damage to the set, its journal and whatever else lies there but the articles.
pub fn check(bytes: &[u8]) {
    let disk = pair::killed();
    let mut chance = Unstructured::new(bytes);
    for path in disk.files().into_iter().filter(|path| path.extension().is_none_or(|end| end != "txt")) {
        let Ok(times) = chance.int_in_range(0..=3) else { return };
        let mut file = pair::bytes(&disk, &path);
        for _ in 0..times {
            if damage(&mut file, &mut chance).is_err() {
                return;
            }
        }
        disk.put(&path, file);
    }
    salvaged(&disk);
}

fn salvaged(disk: &SimulatedDisk) {
    let report = look(disk, Path::new(SET));
    assert!(!report.to_text().is_empty());
    let before: Vec<_> = disk.files().into_iter().map(|path| (pair::bytes(disk, &path), path)).collect();
    match salvage(disk, Path::new(SET), Path::new(NEW)) {
        Ok(salvage) => {
            deliver(disk, Path::new(NEW), &salvage).expect("the name is free");
            let [left, right] = pair::documents();
            let text = String::from_utf8(pair::bytes(disk, NEW)).expect("text");
            let set = native::read(&text, [&left, &right]).unwrap_or_else(|error| panic!("{error}:\n{text}"));
            assert_eq!(native::write(&set, [&left, &right]), text);
            let found = look(disk, Path::new(NEW));
            assert!(found.is_sound(), "{}", found.to_text());
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.hint().is_empty()),
    }
    assert!(before.iter().all(|(bytes, path)| *bytes == pair::bytes(disk, path)), "no file is changed");
    let _ = pair::opened(disk);
}
