//! The rules of the house: which module may know which, what stays out of which, and how long a file may be.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use source::{Named, Source};

/// Every module of the library and the modules that it may use, besides itself.
const ARROWS: [(&str, &[&str]); 14] = [
    ("text", &[]),
    ("annotation", &["text"]),
    ("format", &["text", "annotation"]),
    ("compare", &["text", "annotation"]),
    ("suggest", &["text", "annotation", "compare"]),
    ("store", &["text", "annotation", "format"]),
    ("editor", &["text", "annotation", "format", "compare", "suggest"]),
    // Somebody at the keys, without a terminal and without files.
    ("replay", &["text", "annotation", "format", "suggest", "editor"]),
    ("app", &["text", "annotation", "format", "compare", "suggest", "store", "editor"]),
    ("tui", &["text", "annotation", "editor", "app"]),
    // The settings are owned by the schema, the key map and the theme.
    ("config", &["annotation", "editor"]),
    (
        "cli",
        &["text", "annotation", "format", "compare", "suggest", "store", "editor", "replay", "app", "tui", "config"],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// What belongs to a few modules alone: the path and those that may name it.
const KEPT: [(&str, &[&str]); 7] = [
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("std::fs", &["store"]),
    ("std::env", &["cli"]),
    ("std::time", &["store", "app", "tui", "cli"]),
    ("std::thread", &["store", "app", "tui"]),
    ("std::process::Command", &["store", "app", "tui"]),
];

/// The most lines that a file may have, its tests included.
const LONGEST: usize = 600;

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 10, "the sources lie below {}", root.display());
    let mut sources: Vec<Source> = files.iter().map(|path| Source::read(&root, path)).collect();
    let for_tests: Vec<Vec<String>> = sources.iter().flat_map(Source::test_modules).collect();
    for source in &mut sources {
        source.tests = for_tests.iter().any(|module| source.module.starts_with(module));
    }
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources can be read") {
        let path = entry.expect("an entry of it too").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Fails with all of `faults`, one a line.
fn none(rule: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{rule}:\n  {}", faults.join("\n  "));
}

fn allowed(layer: &str) -> Option<&'static [&'static str]> {
    ARROWS.iter().find(|(name, _)| *name == layer).map(|(_, arrows)| *arrows)
}

/// Says what is wrong with `named`, which stands in `source`.
fn wrong_arrow(source: &Source, named: &Named) -> Option<String> {
    let [root, target, ..] = named.parts.as_slice() else { return None };
    let layer = source.layer();
    let own = target == layer || allowed(layer).is_some_and(|arrows| arrows.contains(&target.as_str()));
    if root != "crate" || own || allowed(target).is_none() {
        return None;
    }
    Some(format!("src/{}:{}: `{layer}` may not use `{}`", source.file, named.line, named.parts.join("::")))
}

#[test]
fn knowledge_flows_one_way() {
    let mut faults = Vec::new();
    for source in sources() {
        if allowed(source.layer()).is_none() {
            faults.push(format!("src/{}: `{}` is not in the table of arrows", source.file, source.layer()));
        }
        faults.extend(source.names(&[]).iter().filter_map(|named| wrong_arrow(&source, named)));
    }
    none("a module uses another only along an arrow of the table", &faults);
}

#[test]
fn a_wrong_arrow_is_seen() {
    let source = Source::new("text/wrap.rs", "use crate::editor::Scene;\nfn f() { super::span(); }\n".to_owned());
    let faults: Vec<_> = source.names(&[]).iter().filter_map(|named| wrong_arrow(&source, named)).collect();
    assert_eq!(faults, ["src/text/wrap.rs:1: `text` may not use `crate::editor::Scene`"]);
}

#[test]
fn terminal_files_clock_and_threads_stay_where_they_belong() {
    let roots: BTreeSet<&str> = KEPT.iter().filter_map(|(path, _)| path.split("::").next()).collect();
    let roots: Vec<&str> = roots.into_iter().collect();
    let mut faults = Vec::new();
    for source in sources() {
        for named in source.names(&roots) {
            let path = named.parts.join("::");
            for (kept, by) in KEPT {
                let inside = path == kept || path.starts_with(&format!("{kept}::"));
                // Tests beside the code may read a file or look at the clock; they may not draw.
                let free = named.in_tests && kept.starts_with("std::");
                if inside && !free && !by.contains(&source.layer()) {
                    let line = named.line;
                    faults.push(format!("src/{}:{line}: `{path}` belongs to {}", source.file, by.join(", ")));
                }
            }
        }
    }
    none("what touches the world outside is kept in few places", &faults);
}

#[test]
fn files_are_touched_in_one_place_of_the_store() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.layer() == "store") {
        let disk = source.module.get(1).is_some_and(|module| module == "real");
        for named in source.names(&["std"]) {
            if !disk && !named.in_tests && named.parts.get(1).is_some_and(|part| part == "fs") {
                faults.push(format!("src/{}:{}: {}", source.file, named.line, named.parts.join("::")));
            }
        }
    }
    none("std::fs is used in store/real.rs alone, behind the trait of store/disk.rs", &faults);
}

#[test]
fn no_two_modules_need_each_other() {
    let sources = sources();
    let exports = exports(&sources);
    let modules: BTreeSet<&[String]> = sources.iter().map(|source| source.module.as_slice()).collect();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in &sources {
        for named in source.names(&[]).iter().filter(|named| !named.in_tests && named.parts[0] == "crate") {
            let path = &named.parts[1..];
            let longest = (1..=path.len()).rev().find(|&length| modules.contains(&path[..length]));
            let Some(length) = longest else { continue };
            let item = path.get(length).and_then(|item| exports.get(&(path[..length].join("::"), item.clone())));
            let target = item.map_or(&path[..length], Vec::as_slice);
            // A parent names its children to declare them, and a child its parent's names: that is one room.
            let kin = target.starts_with(&source.module) || source.module.starts_with(target);
            if !kin {
                needs.entry(source.module.join("::")).or_default().insert(target.join("::"));
            }
        }
    }
    let mut faults = Vec::new();
    for start in needs.keys() {
        if let Some(way) = way_back(start, &needs) {
            faults.push(way.join(" -> "));
        }
    }
    none("modules do not go round in a circle", &faults);
}

/// Returns for each module and name that it exports the module below it from which the name comes.
fn exports(sources: &[Source]) -> BTreeMap<(String, String), Vec<String>> {
    let mut exports = BTreeMap::new();
    for parent in sources.iter().filter(|source| !source.module.is_empty()) {
        let below = |other: &&Source| other.module.split_last().is_some_and(|(_, above)| *above == parent.module);
        for child in sources.iter().filter(below) {
            let name = child.module.last().expect("it has a parent").as_str();
            for named in parent.names(&[name]).iter().filter(|named| named.parts[0] == name) {
                if let [_, item] = named.parts.as_slice() {
                    exports.insert((parent.module.join("::"), item.clone()), child.module.clone());
                }
            }
        }
    }
    exports
}

/// Returns the shortest way from `start` over what it needs back to itself.
fn way_back(start: &str, needs: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut ways = std::collections::VecDeque::from([vec![start.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|last| needs.get(last)).into_iter().flatten() {
            let further = [way.as_slice(), std::slice::from_ref(next)].concat();
            if next == start {
                return Some(further);
            }
            if seen.insert(next.clone()) {
                ways.push_back(further);
            }
        }
    }
    None
}

#[test]
fn every_file_says_what_it_is_and_fits_a_room() {
    let mut faults = Vec::new();
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        if first.strip_prefix("//! ").is_none_or(|sentence| sentence.len() < 12) {
            faults.push(format!("src/{}: the first line is no sentence on what the module is", source.file));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST {
            faults.push(format!("src/{}: {lines} lines, {LONGEST} is the most", source.file));
        }
        if source.file.ends_with("mod.rs") {
            faults.push(format!("src/{}: `foo.rs` stands beside `foo/`", source.file));
        }
    }
    none("one concept a file, named in its first line", &faults);
}

#[test]
fn nothing_is_left_for_later_in_the_sources() {
    let mut faults = Vec::new();
    for source in sources() {
        for (at, line) in source.text.lines().enumerate() {
            let lower = line.to_lowercase();
            let words = lower.split(|character: char| !character.is_alphanumeric());
            let left = words.into_iter().any(|word| ["todo", "fixme", "xxx", "unimplemented"].contains(&word));
            if left || lower.contains("dbg!") {
                faults.push(format!("src/{}:{}: {}", source.file, at + 1, line.trim()));
            }
        }
    }
    none("what is not done is an issue, not a note in the code", &faults);
}

#[test]
fn the_check_runs_the_command_that_the_readme_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("it is part of the repository");
    let command = |line: &str| line.split_once(" #").map_or(line, |(command, _)| command).trim().to_owned();
    assert!(read("README.md").lines().any(|line| command(line) == "cargo test"), "README.md names `cargo test`");
    assert!(read(".ci/run").lines().any(|line| line == "run tests cargo test"), ".ci/run runs it");
}

#[test]
fn every_file_that_the_papers_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let mut named = 0;
    for paper in ["ARCHITECTURE.md", "README.md"] {
        let text = std::fs::read_to_string(root.join(paper)).expect("it is part of the repository");
        let words = text.split('`').skip(1).step_by(2).filter(|word| !word.contains([' ', '-', '*']));
        for name in words.filter(|word| [".rs", ".ron", ".md"].iter().any(|end| word.ends_with(end))) {
            named += 1;
            let there = ["", "src", "tests"].iter().any(|folder| root.join(folder).join(name).exists());
            // The settings file of a person lies elsewhere.
            if !there && name != "config.ron" {
                faults.push(format!("{paper}: {name}"));
            }
        }
    }
    assert!(named > 20, "the papers name files");
    none("the papers name files that are there", &faults);
}
