//! Which configuration file counts, decided from what was given; nothing is looked up here.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The environment variable that names a configuration file.
pub const VARIABLE: &str = "DIPTYCH_CONFIG";

/// The name of the configuration file in the program's folder.
pub const FILE_NAME: &str = "config.ron";

/// Who named the configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The option `--config`.
    Option,
    /// The environment variable [`VARIABLE`].
    Variable,
    /// Nobody: it is the one in the program's folder.
    Folder,
}

/// A configuration file and who named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub path: PathBuf,
    /// Who named it.
    pub origin: Origin,
}

impl Location {
    /// Returns whether it is an error if there is no such file: somebody named it.
    #[must_use]
    pub fn must_exist(&self) -> bool {
        self.origin != Origin::Folder
    }
}

/// Returns the configuration file that counts: the one given by `--config`, else by [`VARIABLE`], else the one in the
/// program's folder. An empty variable counts as not set. `None` where there is not even a folder.
#[must_use]
pub fn find(option: Option<&Path>, variable: Option<&OsStr>, folder: Option<&Path>) -> Option<Location> {
    let variable = variable.filter(|value| !value.is_empty());
    let location = |path: &Path, origin| Location { path: path.to_owned(), origin };
    option
        .map(|path| location(path, Origin::Option))
        .or_else(|| variable.map(|path| location(Path::new(path), Origin::Variable)))
        .or_else(|| folder.map(|folder| location(&folder.join(FILE_NAME), Origin::Folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_variable_over_the_folder() {
        let (option, variable, folder) = (Path::new("own.ron"), OsStr::new("env.ron"), Path::new("folder"));
        let found = |option, variable, folder| find(option, variable, folder).map(|found| (found.path, found.origin));
        let in_folder = folder.join("config.ron");
        assert_eq!(found(Some(option), Some(variable), Some(folder)), Some((option.into(), Origin::Option)));
        assert_eq!(found(None, Some(variable), Some(folder)), Some((variable.into(), Origin::Variable)));
        assert_eq!(found(None, Some(OsStr::new("")), Some(folder)), Some((in_folder.clone(), Origin::Folder)));
        assert_eq!(found(None, None, Some(folder)), Some((in_folder, Origin::Folder)));
        assert_eq!(found(None, None, None), None);
    }

    #[test]
    fn only_a_file_that_somebody_named_must_exist() {
        let must = |option, folder| find(option, None, folder).map(|found| found.must_exist());
        assert_eq!(must(Some(Path::new("x")), None), Some(true));
        assert_eq!(must(None, Some(Path::new("x"))), Some(false));
    }
}
