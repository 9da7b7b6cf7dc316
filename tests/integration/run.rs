//! A folder with files, the program run in it as a person would, and what came of that.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder of its own, with a home that nobody else has.
pub struct Folder {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// What a run of the program came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Returns what went to standard output, after a run that must have gone well.
    pub fn well(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Checks that the program did nothing but say `error` and leave with 2.
    pub fn wrong(&self, error: &str) {
        let first = self.err.lines().next().unwrap_or_default();
        assert_eq!((self.code, self.out.as_str(), first), (2, "", error), "{}", self.err);
        let hints = self.err.lines().skip(1).collect::<Vec<_>>();
        assert!(
            matches!(hints.as_slice(), [] | [_]) && hints.iter().all(|hint| hint.starts_with("hint: ")),
            "{hints:?}"
        );
    }
}

impl Folder {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder for files that come and go");
        std::fs::create_dir(folder.path().join("home")).expect("a home in it");
        Folder { folder, variables: Vec::new() }
    }

    /// The folder with the bundled pair and its set as files.
    pub fn of_sample() -> Self {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
        let folder = Folder::new();
        for name in ["courier.txt", "herald.txt", "courier--herald.sample.ron"] {
            std::fs::copy(sample.join(name), folder.path(name)).expect("assets can be copied");
        }
        folder
    }

    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        std::fs::write(path, bytes).expect("files can be made");
        self
    }

    pub fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Returns the paths of all files in the folder, sorted; those of the home are left out.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder is there") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = path.strip_prefix(self.folder.path()).expect("it lies in the folder");
                    files.push(below.to_string_lossy().into_owned());
                }
            }
        }
        files.sort();
        files
    }

    /// Returns the program with `line` as its arguments, parted by blanks, and with nothing of this machine.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_diptych"));
        command.args(line.split_whitespace()).current_dir(self.folder.path()).env_clear();
        command
            .env("HOME", self.path("home"))
            .env("LOGNAME", "mk")
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, line: &str) -> Ran {
        self.run_with(line, b"")
    }

    /// Runs the program to its end with `input` on its standard input.
    pub fn run_with(&self, line: &str, input: &[u8]) -> Ran {
        let mut child = self.command(line).stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that does not read its input closes it early.
        let _ = stdin.write_all(input);
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Ran {
            code: output.status.code().expect("it was not killed"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}
