//! What the program takes from the world it is started in: the variables that say something to it, and its folders.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use directories::ProjectDirs;

use crate::config::find::VARIABLE;
use crate::tui::depth::Surroundings;

/// The variables that say something to this program, and the folders that are its own.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// The settings file that a variable names.
    pub config: Option<OsString>,
    /// The folder for settings, where the system has one for each user.
    pub config_folder: Option<PathBuf>,
    /// The folder for data, where the system has one for each user.
    pub data_folder: Option<PathBuf>,
    pub(super) term: Option<String>,
    pub(super) colorterm: Option<String>,
    pub(super) no_color: Option<String>,
    pub(super) colorfgbg: Option<String>,
    pub(super) lc_all: Option<String>,
    pub(super) lc_ctype: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) login: Option<String>,
}

impl Environment {
    /// Reads the variables of this process and finds its folders.
    #[must_use]
    pub fn read() -> Self {
        let variable = |name: &str| env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let folders = ProjectDirs::from("", "", "diptych");
        Environment {
            config: env::var_os(VARIABLE),
            config_folder: folders.as_ref().map(|folders| folders.config_dir().to_owned()),
            data_folder: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
            term: variable("TERM"),
            colorterm: variable("COLORTERM"),
            no_color: variable("NO_COLOR"),
            colorfgbg: variable("COLORFGBG"),
            lc_all: variable("LC_ALL"),
            lc_ctype: variable("LC_CTYPE"),
            lang: variable("LANG"),
            login: ["LOGNAME", "USER", "USERNAME"].into_iter().find_map(set),
        }
    }

    /// Returns what the variables say of the terminal.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            term: self.term.as_deref(),
            colorterm: self.colorterm.as_deref(),
            no_color: self.no_color.as_deref(),
            colorfgbg: self.colorfgbg.as_deref(),
            lc_all: self.lc_all.as_deref(),
            lc_ctype: self.lc_ctype.as_deref(),
            lang: self.lang.as_deref(),
        }
    }

    /// Returns the short name that new tags are signed with where nothing else says it: the login in letters,
    /// digits and `-`, or `me`.
    #[must_use]
    pub fn annotator(&self) -> String {
        let login = self.login.as_deref().unwrap_or_default();
        let name: String = login.chars().filter(|character| character.is_alphanumeric() || *character == '-').collect();
        if name.is_empty() { "me".to_owned() } else { name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_login_becomes_a_name_that_a_file_can_carry() {
        let named = |login: &str| Environment { login: Some(login.to_owned()), ..Environment::default() }.annotator();
        assert_eq!(named("m/k. Şen"), "mkŞen");
        assert_eq!(named("../"), "me");
        assert_eq!(Environment::default().annotator(), "me");
    }
}
