//! The state of a simulated disk: what programs see, what is safe, and what a crash leaves of the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::Fault;
use crate::store::disk::Stamp;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Folder,
    File(usize),
}

/// A change of a file's content that no sync has made safe.
#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

#[derive(Debug, Clone, Default)]
struct File {
    seen: Vec<u8>,
    safe: Vec<u8>,
    unsynced: Vec<Change>,
    modified: i128,
    protected: bool,
}

#[derive(Default)]
pub(super) struct World {
    files: Vec<File>,
    seen: BTreeMap<PathBuf, Node>,
    safe: BTreeMap<PathBuf, Node>,
    pub(super) locks: BTreeSet<usize>,
    pub(super) calls: Vec<String>,
    pub(super) crash_at: Option<usize>,
    pub(super) faults: BTreeMap<usize, Fault>,
    pub(super) broken: Option<i32>,
    pub(super) forbidden: BTreeSet<PathBuf>,
    off: bool,
    clock: i128,
}

/// Random bits, the same for the same seed (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) >> 33).unwrap_or(0) % limit.max(1)
    }
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Cut(length) => content.resize(*length, 0),
        Change::Write { at, bytes } => {
            let end = at + bytes.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*at..end].copy_from_slice(bytes);
        }
    }
}

fn is_root(path: &Path) -> bool {
    path.parent().is_none()
}

impl World {
    /// Counts a call; returns the fault it is to have, or the error that keeps it from being done.
    fn step(&mut self, act: &str, path: &Path) -> io::Result<Option<Fault>> {
        let call = self.calls.len();
        if self.off || self.crash_at == Some(call) {
            self.off = true;
            return Err(io::Error::other("the simulated machine is off"));
        }
        self.calls.push(format!("{act} {}", path.display()));
        match self.faults.get(&call) {
            Some(Fault::Error(errno)) => Err(io::Error::from_raw_os_error(*errno)),
            fault => Ok(fault.copied()),
        }
    }

    /// Does a call that changes nothing.
    pub(super) fn ask<T>(
        &mut self,
        act: &str,
        path: &Path,
        work: impl FnOnce(&World) -> io::Result<T>,
    ) -> io::Result<T> {
        match self.step(act, path)? {
            Some(Fault::Torn(_, errno) | Fault::ErrorAfter(errno)) => Err(io::Error::from_raw_os_error(errno)),
            _ => work(self),
        }
    }

    /// Does a call that changes something.
    pub(super) fn change<T>(
        &mut self,
        act: &str,
        path: &Path,
        work: impl FnOnce(&mut World) -> io::Result<T>,
    ) -> io::Result<T> {
        let fault = self.step(act, path)?;
        if let Some(errno) = self.broken {
            return Err(io::Error::from_raw_os_error(errno));
        }
        match fault {
            Some(Fault::Torn(_, errno)) => Err(io::Error::from_raw_os_error(errno)),
            Some(Fault::ErrorAfter(errno)) => {
                work(self)?;
                Err(io::Error::from_raw_os_error(errno))
            }
            _ => work(self),
        }
    }

    /// Writes at the end of `file`, whole or as the fault of this call has it.
    pub(super) fn write(&mut self, path: &Path, file: usize, bytes: &[u8]) -> io::Result<usize> {
        let fault = self.step("write", path)?;
        if let Some(errno) = self.broken {
            return Err(io::Error::from_raw_os_error(errno));
        }
        let (count, errno) = match fault {
            Some(Fault::Short(count)) => (count.min(bytes.len()), None),
            Some(Fault::Torn(count, errno)) => (count.min(bytes.len()), Some(errno)),
            Some(Fault::ErrorAfter(errno)) => (bytes.len(), Some(errno)),
            _ => (bytes.len(), None),
        };
        let change = Change::Write { at: self.files[file].seen.len(), bytes: bytes[..count].to_vec() };
        self.alter(file, change);
        errno.map_or(Ok(count), |errno| Err(io::Error::from_raw_os_error(errno)))
    }

    fn alter(&mut self, file: usize, change: Change) {
        self.clock += 1;
        let file = &mut self.files[file];
        file.modified = self.clock;
        apply(&mut file.seen, &change);
        file.unsynced.push(change);
    }

    pub(super) fn cut(&mut self, file: usize, length: usize) {
        self.alter(file, Change::Cut(length));
    }

    pub(super) fn sync(&mut self, file: usize) {
        let file = &mut self.files[file];
        file.safe.clone_from(&file.seen);
        file.unsynced.clear();
    }

    pub(super) fn node(&self, path: &Path) -> io::Result<Node> {
        if is_root(path) {
            return Ok(Node::Folder);
        }
        self.seen.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub(super) fn file(&self, path: &Path) -> io::Result<usize> {
        match self.node(path)? {
            Node::File(file) => Ok(file),
            Node::Folder => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    pub(super) fn content(&self, file: usize) -> &[u8] {
        &self.files[file].seen
    }

    pub(super) fn stamp_of(&self, file: usize) -> Stamp {
        let File { seen, modified, protected, .. } = &self.files[file];
        // Numbers of files begin at 1, as on real disks.
        let inode = file as u64 + 1;
        Stamp {
            device: 1,
            inode,
            size: seen.len() as u64,
            modified: *modified,
            changed: *modified,
            folder: false,
            protected: *protected,
        }
    }

    /// Gives `path` to `node`; its folder must be there and nothing else have the name.
    pub(super) fn enter(&mut self, path: &Path, node: Node) -> io::Result<()> {
        self.allowed(path)?;
        if self.node(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.seen.insert(path.to_owned(), node);
        Ok(())
    }

    pub(super) fn leave(&mut self, path: &Path) -> io::Result<()> {
        self.allowed(path)?;
        self.seen.remove(path);
        Ok(())
    }

    fn allowed(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(path);
        match self.node(folder)? {
            Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
            Node::Folder if self.forbidden.contains(folder) => Err(io::ErrorKind::PermissionDenied.into()),
            Node::Folder => Ok(()),
        }
    }

    pub(super) fn create(&mut self, path: &Path) -> io::Result<usize> {
        let file = self.files.len();
        self.enter(path, Node::File(file))?;
        self.clock += 1;
        self.files.push(File { modified: self.clock, ..File::default() });
        Ok(file)
    }

    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.allowed(from)?;
        self.allowed(to)?;
        let file = self.file(from)?;
        if matches!(self.node(to), Ok(Node::Folder)) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        self.seen.remove(from);
        self.seen.insert(to.to_owned(), Node::File(file));
        Ok(())
    }

    pub(super) fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        if self.node(folder)? != Node::Folder {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let inside = self.seen.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name().map(OsString::from)).collect())
    }

    /// Makes the names in `folder` safe as they are seen now.
    pub(super) fn sync_names(&mut self, folder: &Path) {
        let inside = |path: &PathBuf| path.parent() == Some(folder);
        self.safe.retain(|path, _| !inside(path));
        self.safe.extend(self.seen.iter().filter(|(path, _)| inside(path)).map(|(path, node)| (path.clone(), *node)));
    }

    pub(super) fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        for folder in path.ancestors().skip(1).filter(|folder| !is_root(folder)) {
            self.seen.insert(folder.to_owned(), Node::Folder);
            self.safe.insert(folder.to_owned(), Node::Folder);
        }
        let file = self.file(path).unwrap_or_else(|_| {
            self.files.push(File::default());
            self.files.len() - 1
        });
        self.clock += 1;
        self.files[file] = File { seen: bytes.clone(), safe: bytes, modified: self.clock, ..File::default() };
        self.seen.insert(path.to_owned(), Node::File(file));
        self.safe.insert(path.to_owned(), Node::File(file));
    }

    pub(super) fn protect(&mut self, path: &Path) {
        if let Ok(file) = self.file(path) {
            self.files[file].protected = true;
        }
    }

    pub(super) fn take(&mut self, path: &Path) {
        self.seen.remove(path);
        self.safe.remove(path);
    }

    pub(super) fn peek(&self, path: &Path) -> Option<Vec<u8>> {
        self.file(path).ok().map(|file| self.content(file).to_vec())
    }

    pub(super) fn files(&self) -> Vec<PathBuf> {
        let files = self.seen.iter().filter(|(_, node)| matches!(node, Node::File(_)));
        files.map(|(path, _)| path.clone()).collect()
    }

    pub(super) fn after_crash(&self, seed: u64) -> World {
        let mut dice = Chance(seed);
        let mut keep = || match seed {
            0 => false,
            1 => true,
            _ => dice.below(2) == 1,
        };
        let mut names: BTreeMap<PathBuf, Node> = BTreeMap::new();
        let paths: BTreeSet<&PathBuf> = self.seen.keys().chain(self.safe.keys()).collect();
        // A folder comes before what is in it, so that what has lost its folder goes with it.
        for path in paths {
            let kept = if keep() { self.seen.get(path) } else { self.safe.get(path) };
            let folder = path.parent().unwrap_or(path);
            if let Some(node) = kept.filter(|_| is_root(folder) || names.get(folder) == Some(&Node::Folder)) {
                names.insert(path.clone(), *node);
            }
        }
        let files = self.files.iter().map(|file| file.after_crash(seed, &mut dice)).collect();
        World {
            files,
            seen: names.clone(),
            safe: names,
            clock: self.clock,
            forbidden: self.forbidden.clone(),
            ..World::default()
        }
    }
}

impl File {
    fn after_crash(&self, seed: u64, dice: &mut Chance) -> File {
        let mut content = self.safe.clone();
        for change in &self.unsynced {
            match (seed, change) {
                (0, _) => {}
                (1, change) => apply(&mut content, change),
                (_, Change::Write { at, bytes }) => match dice.below(4) {
                    0 => {}
                    1 => apply(&mut content, change),
                    // The first part landed, or only the last one, as blocks go their own ways.
                    2 => {
                        let bytes = bytes[..dice.below(bytes.len())].to_vec();
                        apply(&mut content, &Change::Write { at: *at, bytes });
                    }
                    _ => {
                        let skipped = dice.below(bytes.len());
                        let bytes = bytes[skipped..].to_vec();
                        apply(&mut content, &Change::Write { at: at + skipped, bytes });
                    }
                },
                (_, change) if dice.below(2) == 1 => apply(&mut content, change),
                _ => {}
            }
        }
        File { seen: content.clone(), safe: content, unsynced: Vec::new(), ..*self }
    }
}
