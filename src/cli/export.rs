//! `diptych export`: a set in another form, into a folder, a file or standard output.

use std::path::{Path, PathBuf};

use super::args;
use super::output::{Failure, print};
use crate::format::{Export, FORMATS, Format, OutFile, find};
use crate::store::error::reason;
use crate::store::place::make_folders;
use crate::store::replace::replace;
use crate::store::{Disk, FileError};

/// Returns the format that `name` means, one that this program writes.
///
/// # Errors
///
/// When there is none.
pub fn format(name: &str) -> Result<&'static Format, Failure> {
    let writes = |format: &&Format| format.writes;
    find(name).filter(writes).ok_or_else(|| {
        let known: Vec<_> = FORMATS.iter().filter(writes).map(|format| format.name).collect();
        Failure::new(format_args!("there is no format `{name}` to export to"))
            .hint(format_args!("known are {}; `diptych formats` says more", known.join(", ")))
    })
}

/// Writes `export`, made in `format`, where `asked` wants it, and returns the files written.
///
/// # Errors
///
/// When files are there already, when several files were to go to one place, and when the disk fails.
pub fn deliver(
    disk: &dyn Disk,
    format: &Format,
    export: &Export,
    asked: &args::Export,
) -> Result<Vec<PathBuf>, Failure> {
    if let Some(folder) = &asked.to {
        let files = export.files.iter().map(|file| (folder.join(&file.name), file.bytes.as_slice())).collect();
        make_folders(disk, folder)?;
        return write(disk, files, asked.force);
    }
    let [OutFile { bytes, .. }] = export.files.as_slice() else {
        let names: Vec<_> = export.files.iter().map(|file| file.name.as_str()).collect();
        return Err(Failure::new(format_args!("{} is {} files: {}", format.name, names.len(), names.join(", ")))
            .hint("name a folder for them with `--to DIR`"));
    };
    match asked.output.as_deref() {
        Some(path) if path != Path::new("-") => write(disk, vec![(path.to_owned(), bytes)], asked.force),
        _ => print(|out| out.write_all(bytes)).map(|()| Vec::new()),
    }
}

/// Writes `files`, all or, where one is there already, none.
fn write(disk: &dyn Disk, files: Vec<(PathBuf, &[u8])>, force: bool) -> Result<Vec<PathBuf>, Failure> {
    let there = files.iter().find(|(path, _)| disk.stamp(path).is_ok());
    if let (Some((path, _)), false) = (there, force) {
        let what = format_args!("{} is there already, and nothing was written", path.display());
        return Err(Failure::new(what).hint("`--force` replaces it").refused());
    }
    let mut written = Vec::new();
    for (path, bytes) in files {
        replace(disk, &path, bytes)?;
        written.push(path);
    }
    Ok(written)
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let why = reason(&error.source);
        let failure = Failure::new(&error);
        match why.as_str() {
            "no permission" | "read-only file system" => failure.hint("name another folder"),
            _ => failure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SimulatedDisk;
    use clap::Parser;

    fn asked(words: &[&str]) -> args::Export {
        let line = ["diptych", "export", "--format", "csv", "set.ron"].iter().chain(words);
        match args::Arguments::try_parse_from(line).expect("plain use").command {
            Some(args::Command::Export(export)) => export,
            other => panic!("another command: {other:?}"),
        }
    }

    fn export(names: &[&str]) -> Export {
        let file = |name: &&str| OutFile { name: (*name).to_owned(), bytes: name.as_bytes().to_vec() };
        Export { files: names.iter().map(file).collect(), losses: Vec::new() }
    }

    fn deliver_to(disk: &SimulatedDisk, files: &[&str], words: &[&str]) -> Result<usize, String> {
        let delivered = deliver(disk, &FORMATS[0], &export(files), &asked(words));
        delivered.map(|written| written.len()).map_err(|failure| failure.to_string())
    }

    #[test]
    fn files_are_written_all_or_none() {
        let disk = SimulatedDisk::new();
        disk.put("/out/b.csv", "old");
        let refused = deliver_to(&disk, &["a.csv", "b.csv"], &["--to", "/out"]);
        assert_eq!(refused, Err("/out/b.csv is there already, and nothing was written".to_owned()));
        assert_eq!(disk.files(), [Path::new("/out/b.csv")]);
        assert_eq!(deliver_to(&disk, &["a.csv", "b.csv"], &["--to", "/out", "--force"]), Ok(2));
        assert_eq!(disk.peek("/out/b.csv").as_deref(), Some(b"b.csv".as_slice()));
        assert_eq!(disk.files().len(), 2);
    }

    #[test]
    fn several_files_need_a_folder() {
        let disk = SimulatedDisk::new();
        let refused = deliver_to(&disk, &["a.csv", "b.csv"], &["-o", "/one.csv"]);
        assert_eq!(refused, Err("ron is 2 files: a.csv, b.csv".to_owned()));
        assert_eq!(deliver_to(&disk, &["a.csv"], &["-o", "/one.csv"]), Ok(1));
        assert_eq!(disk.peek("/one.csv").as_deref(), Some(b"a.csv".as_slice()));
    }

    #[test]
    fn an_unknown_format_is_answered_with_the_known_ones() {
        assert!(format("ron").is_ok());
        assert_eq!(format("docx").expect_err("unknown").to_string(), "there is no format `docx` to export to");
    }
}
