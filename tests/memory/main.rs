//! Memory: reading a file takes at most four times its length, whatever stands in it and however it ends.
//!
//! Each file is read in a process of its own, which asks the system for the most memory that it held.
#![cfg(target_os = "linux")]

mod shapes;

use std::fs;
use std::path::Path;
use std::process::Command;

use diptych::store::RealDisk;
use diptych::store::check::check;
use shapes::{ARTICLE, Shape};

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

/// Reads `shape` in a process of its own; returns what was told, and the most memory it took, in bytes.
fn read(shape: &Shape) -> (String, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("it takes files");
    let file = folder.path().join("set.ron");
    fs::write(&file, &shape.file).expect("it takes files");
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
        let (text, peak) = read(&shape);
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
