//! Backups: a copy of the set's file, byte for byte, made before another whole state takes its place.
//!
//! They lie in `.diptych/backups`, named after the set, the moment in UTC and the reason:
//! `a--b.mk.2026-11-21T14-02-07Z.rebase.ron`. The rule by which they go: **every backup stays for thirty days, and the
//! ten newest of a set stay however old they are**. Only a new one that is safe lets old ones go.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::place::Place;
use super::replace::{temporary, write_new};
use super::side;
use crate::annotation::Timestamp;
use crate::format::{moment, native};

/// So many of the newest backups of a set are never removed.
pub const NEWEST: usize = 10;

/// A backup is not removed before it is this old, in seconds: thirty days.
pub const AGE: i64 = 30 * 24 * 60 * 60;

/// What takes the place of the state that is backed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same set in a newer format, or without the comments and the layout of somebody who edited the file by hand.
    Migration,
    /// The set with the annotations of another file in it.
    Import,
    /// The set carried to the new text of an article.
    Rebase,
    /// The set as another program has changed it, or with its changes in it.
    Merge,
}

impl Reason {
    const ALL: [Reason; 4] = [Reason::Migration, Reason::Import, Reason::Rebase, Reason::Merge];

    /// Returns the word that stands for it in the name of a backup.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Reason::Migration => "migration",
            Reason::Import => "import",
            Reason::Rebase => "rebase",
            Reason::Merge => "merge",
        }
    }
}

/// A backup that is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "its path belongs into the message of what was done, and old backups that stayed are to be told"]
pub struct Backup {
    /// Its file.
    pub path: PathBuf,
    /// Why old backups could not be looked through or removed, if so: a sentence to tell, without a full stop.
    pub told: Option<String>,
}

/// Copies the file of the set at `place` as it is on the disk now. `None` if there is no file.
///
/// What is only in the journal is not in the copy: a writer takes a snapshot first.
///
/// # Errors
///
/// As [`keep`], and when the file cannot be read.
pub fn keep_file(disk: &dyn Disk, place: &Place, reason: Reason, now: Timestamp) -> Result<Option<Backup>, FileError> {
    let read = if_there(disk.read(place.set(), native::MAX_SET_BYTES as u64)).named("read", place.set())?;
    read.map(|bytes| keep(disk, place, &bytes, reason, now)).transpose()
}

/// Makes a backup of `bytes`, the content of a file of the set at `place`, and removes the backups of that set that the
/// rule lets go. Once this returns, the backup survives a power cut.
///
/// # Errors
///
/// When the disk fails before the backup is safe: nothing is removed then, and what was to follow must not be done.
pub fn keep(disk: &dyn Disk, place: &Place, bytes: &[u8], reason: Reason, now: Timestamp) -> Result<Backup, FileError> {
    let folder = place.backups();
    let mut owed = side::make(disk, place, &folder)?;
    let path = free_name(disk, place, reason, now)?;
    let mut part = place.stem();
    part.push(".ron");
    // One name for all that are not whole yet: the next backup takes away what a kill has left.
    let part = temporary(&folder.join(part));
    let written = write_new(disk, &part, Some(place.set()), bytes);
    if let Err(error) = written.and_then(|()| disk.rename(&part, &path).named("make the backup", &path)) {
        // The disk has failed already, which is what is told.
        let _ = disk.remove(&part);
        return Err(error);
    }
    owed.dedup();
    for folder in owed {
        disk.sync_folder(&folder).named("save the folder", &folder)?;
    }
    let told = prune(disk, place, now).err().map(|error| format!("old backups stay: {error}"));
    Ok(Backup { path, told })
}

/// Returns the backups of the set at `place`, oldest first: when each was made, and its file.
///
/// # Errors
///
/// When the folder is there and cannot be listed.
pub fn list(disk: &dyn Disk, place: &Place) -> Result<Vec<(Timestamp, PathBuf)>, FileError> {
    let folder = place.backups();
    let names = if_there(disk.list(&folder)).named("list", &folder)?.unwrap_or_default();
    let stem = place.stem();
    let mut found: Vec<(Timestamp, u32, PathBuf)> = names
        .iter()
        .filter_map(|name| parse(name, &stem).map(|(at, number)| (at, number, folder.join(name))))
        .collect();
    found.sort_unstable();
    Ok(found.into_iter().map(|(at, _, path)| (at, path)).collect())
}

/// Returns a name for a backup that no file has.
fn free_name(disk: &dyn Disk, place: &Place, reason: Reason, now: Timestamp) -> Result<PathBuf, FileError> {
    let moment = moment::text(now).replace(':', "-");
    for number in 1.. {
        let mut name = place.stem();
        name.push(format!(".{moment}.{}", reason.word()));
        name.push(if number == 1 { ".ron".to_owned() } else { format!("-{number}.ron") });
        let path = place.backups().join(name);
        if if_there(disk.stamp(&path)).named("look at", &path)?.is_none() {
            return Ok(path);
        }
    }
    unreachable!("a folder does not hold that many files")
}

/// Returns when the backup called `name` of the set whose side files begin with `stem` was made, and which one of that
/// moment it is; `None` if it is the name of no such backup.
fn parse(name: &OsStr, stem: &OsStr) -> Option<(Timestamp, u32)> {
    let rest = name.as_encoded_bytes().strip_prefix(stem.as_encoded_bytes())?;
    let rest = std::str::from_utf8(rest).ok()?.strip_prefix('.')?.strip_suffix(".ron")?;
    let (at, reason) = rest.split_once('.')?;
    let (word, number) = match reason.split_once('-') {
        Some((word, number)) => (word, number.parse().ok()?),
        None => (reason, 1),
    };
    let (day, time) = at.split_once('T')?;
    let at = moment::parse(&format!("{day}T{}", time.replace('-', ":")))?;
    Reason::ALL.iter().any(|reason| reason.word() == word).then_some((at, number))
}

/// Removes the backups that the rule lets go at the moment `now`.
fn prune(disk: &dyn Disk, place: &Place, now: Timestamp) -> Result<(), FileError> {
    let backups = list(disk, place)?;
    let older = backups.len().saturating_sub(NEWEST);
    for (at, path) in backups.into_iter().take(older) {
        if now.0.saturating_sub(at.0) > AGE {
            if_there(disk.remove(&path)).named("remove", &path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::store::simulated::{Fault, SimulatedDisk};
    use crate::store::testing::{SET, below, pair};

    const NOW: Timestamp = Timestamp(1_795_269_727);
    const FOLDER: &str = "/news/.diptych/backups";
    const FIRST: &str = "/news/.diptych/backups/left--right.mk.2026-11-21T14-02-07Z.rebase.ron";

    fn place() -> Place {
        Place::new(SET.into())
    }

    fn make(disk: &SimulatedDisk, bytes: &[u8], now: Timestamp) -> Result<Backup, FileError> {
        keep(disk, &place(), bytes, Reason::Rebase, now)
    }

    /// Puts a backup there that was made `age` seconds before [`NOW`].
    fn old(disk: &SimulatedDisk, age: i64) -> PathBuf {
        let at = moment::text(Timestamp(NOW.0 - age)).replace(':', "-");
        let path = Path::new(FOLDER).join(format!("left--right.mk.{at}.import.ron"));
        disk.put(&path, "old");
        path
    }

    #[test]
    fn a_backup_is_the_file_byte_for_byte_and_takes_the_place_of_none() {
        let disk = pair();
        let bytes = "not even a set: “ş”\r\n\u{0}".as_bytes();
        disk.put(SET, bytes);
        let first = keep_file(&disk, &place(), Reason::Rebase, NOW).expect("kept").expect("there is a set");
        assert_eq!(first, Backup { path: FIRST.into(), told: None });
        let second = make(&disk, b"later", NOW).expect("kept");
        assert_eq!(second.path, Path::new(&FIRST.replace("rebase", "rebase-2")));
        let after = disk.after_crash(0);
        assert_eq!(after.peek(FIRST).as_deref(), Some(bytes));
        assert_eq!(after.peek(&second.path).as_deref(), Some(&b"later"[..]));
        let listed = list(&disk, &place()).expect("listed");
        assert_eq!(listed, [(NOW, first.path), (NOW, second.path)]);
        let ignore = String::from_utf8(after.peek("/news/.diptych/.gitignore").expect("rules")).expect("text");
        assert!(ignore.lines().any(|line| line == "*") && !ignore.contains("!backups"), "git sees no backup: {ignore}");
    }

    #[test]
    fn a_set_without_a_file_has_nothing_to_back_up() {
        let disk = pair();
        assert_eq!(keep_file(&disk, &place(), Reason::Import, NOW).expect("no file is no error"), None);
        assert_eq!(below(&disk, FOLDER), Vec::<PathBuf>::new());
    }

    #[test]
    fn every_backup_stays_thirty_days_and_the_ten_newest_stay_longer() {
        let disk = pair();
        let day = 24 * 60 * 60;
        let ancient: Vec<PathBuf> = (0..14).map(|at| old(&disk, (100 + at) * day)).collect();
        assert_eq!(make(&disk, b"new", NOW).expect("kept").told, None);
        let left = below(&disk, FOLDER);
        assert_eq!(left.len(), 10, "{left:?}");
        assert!(ancient[..9].iter().all(|path| left.contains(path)), "the newest: {left:?}");
        let young: Vec<PathBuf> = (1..40).map(|at| old(&disk, at * day / 2)).collect();
        let (edge, over) = (old(&disk, 30 * day), old(&disk, 30 * day + 1));
        assert_eq!(make(&disk, b"new", NOW).expect("kept").told, None);
        let left = below(&disk, FOLDER);
        assert!(young.iter().all(|path| left.contains(path)) && left.contains(&edge), "{left:?}");
        assert!(!left.contains(&over) && !ancient.iter().any(|path| left.contains(path)), "{left:?}");
    }

    #[test]
    fn what_is_not_a_backup_of_this_set_stays() {
        let disk = pair();
        let others = [
            "left--right.ab.2001-01-01T00-00-00Z.import.ron",
            "left--right.mk.2001-01-01T00-00-00Z.mine.ron",
            "left--right.mk.2001-01-01T00-00-00Z.import.ron.txt",
            "left--right.mk.2001-13-01T00-00-00Z.import.ron",
            "left--right.mk.x.2001-01-01T00-00-00Z.import.ron",
            "notes.txt",
        ];
        for name in others {
            disk.put(Path::new(FOLDER).join(name), "theirs");
        }
        for age in 0..20 {
            old(&disk, AGE + 1 + age);
        }
        assert_eq!(make(&disk, b"new", NOW).expect("kept").told, None);
        assert!(others.iter().all(|name| disk.peek(Path::new(FOLDER).join(name)).is_some()));
        assert_eq!(below(&disk, FOLDER).len(), others.len() + NEWEST);
    }

    #[test]
    fn no_crash_leaves_half_a_backup_or_takes_an_old_one_before_the_new_one_is_safe() {
        for call in 0.. {
            let disk = pair();
            disk.put(SET, "the set");
            let before: Vec<PathBuf> = (0..12).map(|age| old(&disk, AGE + 1 + age)).collect();
            disk.crash_at(call);
            let made = make(&disk, b"the set", NOW);
            for seed in 0..16 {
                let after = disk.after_crash(seed);
                let context = format!("call {call}, seed {seed}");
                assert_eq!(after.peek(SET).as_deref(), Some(&b"the set"[..]), "{context}");
                let new = after.peek(FIRST);
                assert!(new.as_deref().is_none_or(|bytes| bytes == b"the set"), "{context}: half a backup");
                assert!(new.is_some() || made.is_err(), "{context}: it was called safe");
                let gone = before.iter().any(|path| after.peek(path).is_none());
                assert!(new.is_some() || !gone, "{context}: an old one went first");
            }
            if disk.calls() < call {
                assert!(made.expect("kept").told.is_none());
                return assert!(call > 15, "every step is there");
            }
        }
    }

    #[test]
    fn every_failing_call_is_told_and_leaves_what_was_there() {
        let faults = [Fault::Error(28), Fault::Error(122), Fault::Error(30), Fault::ErrorAfter(5), Fault::Torn(3, 28)];
        for fault in faults {
            for call in 0.. {
                let disk = pair();
                disk.put(SET, "the set");
                let before: Vec<PathBuf> = (0..12).map(|age| old(&disk, AGE + 1 + age)).collect();
                disk.fault_at(call, fault);
                let made = make(&disk, b"the set", NOW);
                let calls = disk.calls();
                let disk = disk.after_crash(1);
                let context = format!("call {call}, {fault:?}, {made:?}");
                if calls <= call {
                    break;
                }
                match made {
                    Ok(backup) => {
                        assert!(backup.told.is_some(), "{context}: nothing was told");
                        assert_eq!(disk.peek(&backup.path).as_deref(), Some(&b"the set"[..]), "{context}");
                    }
                    Err(error) => {
                        assert!(error.to_string().starts_with("cannot "), "{context}");
                        assert!(before.iter().all(|path| disk.peek(path).is_some()), "{context}: an old one went");
                    }
                }
                assert_eq!(disk.peek(SET).as_deref(), Some(&b"the set"[..]), "{context}");
                let again = make(&disk, b"the set", Timestamp(NOW.0 + 1)).expect("there is room again");
                assert_eq!(disk.peek(again.path).as_deref(), Some(&b"the set"[..]), "{context}");
                let halves = below(&disk, FOLDER).into_iter().filter(|path| path.extension() == Some("new".as_ref()));
                assert_eq!(halves.count(), 0, "{context}");
            }
        }
    }

    #[test]
    fn a_full_disk_stops_what_was_to_follow_with_one_sentence() {
        let disk = pair();
        disk.put(SET, "the set");
        disk.break_writing(Some(28));
        let told = keep_file(&disk, &place(), Reason::Import, NOW).expect_err("told").to_string();
        assert_eq!(told, "cannot make the folder /news/.diptych: disk full");
    }

    proptest! {
        #[test]
        fn the_name_of_a_backup_says_whose_it_is_and_when_it_was_made(
            name in "[a-zş0-9. —-]{1,12}",
            seconds in Timestamp::FIRST.0..=Timestamp::LAST.0,
            reason in proptest::sample::select(&Reason::ALL[..]),
            copies in 1..3u32,
        ) {
            let disk = SimulatedDisk::new();
            let place = Place::new(Path::new("/f").join(format!("{name}.ron")));
            let at = Timestamp(seconds);
            for copy in 1..=copies {
                let path = keep(&disk, &place, b"x", reason, at).expect("kept").path;
                let file = path.file_name().expect("a name");
                prop_assert_eq!(parse(file, &place.stem()), Some((at, copy)));
                let other = Place::new(Path::new("/f").join(format!("{name}x.ron")));
                prop_assert_eq!(parse(file, &other.stem()), None);
            }
            prop_assert_eq!(list(&disk, &place).expect("listed").len(), usize::try_from(copies).expect("small"));
        }
    }
}
