//! Memory: reading a set takes at most four times the length of its file, whatever stands in it and however it ends.
//!
//! Each file is read in a process of its own, which asks the system for the most memory that it held.
#![cfg(target_os = "linux")]

mod shapes;

use std::fs;
use std::path::Path;
use std::process::Command;

use diptych::annotation::Id;
use diptych::store::RealDisk;
use diptych::store::check::check;
use diptych::store::line;
use shapes::ARTICLE;

/// What may be held besides, in bytes: the lists of one record while it is read, and what the allocator keeps.
const BESIDES: u64 = 1 << 20;

/// The variable that tells the process of one file where that is.
const FILE: &str = "DIPTYCH_MEMORY_FILE";

/// The most memory that this process held since `forget_peak`, in bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("the system tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("with the peak");
    let number = line.trim().trim_end_matches("kB").trim().parse::<u64>().expect("a number of KiB");
    number << 10
}

fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").expect("the system forgets it");
}

/// What the process of one file does; without one there is nothing to do.
#[test]
fn one_file() {
    let Some(file) = std::env::var_os(FILE) else { return };
    forget_peak();
    let before = peak();
    let report = check(&RealDisk, Path::new(&file)).to_text();
    println!("\npeak {}", peak() - before);
    println!("{report}");
}

/// Reads the set `text`, with `side` files of these names beside it, in a process of its own; returns what was told, and the
/// most memory it took, in bytes.
fn read(text: &str, side: &[(&str, &[u8])]) -> (String, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("it takes files");
    let file = folder.path().join("set.ron");
    fs::write(&file, text).expect("it takes files");
    fs::create_dir(folder.path().join(".diptych")).expect("it takes folders");
    for (name, bytes) in side {
        fs::write(folder.path().join(".diptych").join(name), bytes).expect("it takes files");
    }
    let this = std::env::current_exe().expect("this program");
    let output =
        Command::new(this).args(["--exact", "one_file", "--nocapture"]).env(FILE, &file).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("peak ")).unwrap_or_else(|| panic!("{text}"));
    (text.clone(), line.parse().expect("a number of bytes"))
}

#[test]
fn no_file_takes_more_than_four_times_its_length() {
    let mut greedy = Vec::new();
    for shape in shapes::all() {
        let (text, peak) = read(&shape.file, &[]);
        assert!(text.contains(&shape.told), "{}: {text}", shape.name);
        let length = shape.file.len() as u64;
        let tenths = peak * 10 / length;
        println!("{:32} {:9} bytes: {}.{} times", shape.name, length, tenths / 10, tenths % 10);
        if peak > 4 * length + BESIDES {
            greedy.push(shape.name);
        }
    }
    assert!(greedy.is_empty(), "{greedy:?}");
}

/// A file of lines numbered from 1, each with a body that `make` makes of its number.
fn lines(length: usize, make: impl Fn(u64) -> String) -> Vec<u8> {
    let (mut bytes, mut seq) = (Vec::new(), 0);
    while bytes.len() < length {
        seq += 1;
        line::write(&mut bytes, seq, false, &make(seq));
    }
    bytes
}

/// The history of a set of months is longer than the set, and no line of it is needed to open the set.
#[test]
fn no_history_takes_more_than_twice_its_length() {
    let set = shapes::file(&[]);
    for body in [String::new(), "x".repeat(200)] {
        let history = lines(3 << 20, |_| body.clone());
        let (text, peak) = read(&set, &[("set.history", &history)]);
        let tenths = peak * 10 / history.len() as u64;
        println!("a history of {:9} bytes: {}.{} times", history.len(), tenths / 10, tenths % 10);
        assert!(text.contains(&format!("recovers {}", line::end(&history).seq)), "{text}");
        assert!(peak <= 2 * history.len() as u64 + BESIDES, "{peak}");
    }
}

/// What waits in a journal is taken in one by one and kept for undo, so that it takes more; a snapshot every 500 changes keeps
/// the journal short.
#[test]
fn no_journal_takes_more_than_fourteen_times_its_length() {
    let set = shapes::file(&[]);
    let base = diptych::text::sha256(&set);
    for (name, about) in
        [("shortest", ""), ("usual", ",attributes:{\"kind\":\"city\"},by:\"mk\",on:\"2026-11-21T14:02:07Z\",how:seen")]
    {
        let header = format!("(journal:1,set:\"s\",annotator:\"mk\",base:\"{base}\",history:0)");
        let mut journal = Vec::new();
        line::write(&mut journal, 0, false, &header);
        let mut seq = 0;
        while journal.len() < 3 << 20 {
            seq += 1;
            let id = Id::from_bits(seq);
            let record = format!("entity((id:\"{id}\",label:\"\",name:\"\"{about}))");
            let edits = format!("[(id:\"{id}\",after:{record})]");
            let at = "2026-11-21T14:02:07Z";
            let body = format!("(seq:{seq},at:\"{at}\",by:\"mk\",kind:do,summary:\"\",edits:{edits})");
            line::write(&mut journal, seq, true, &body);
        }
        let (text, peak) = read(&set, &[("set.journal", &journal)]);
        let tenths = peak * 10 / journal.len() as u64;
        println!(
            "a journal of the {name} operations, {:9} bytes: {}.{} times",
            journal.len(),
            tenths / 10,
            tenths % 10
        );
        assert!(text.contains(&format!("recovers {seq}")), "{text}");
        assert!(peak <= 14 * journal.len() as u64 + BESIDES, "{peak}");
    }
}
