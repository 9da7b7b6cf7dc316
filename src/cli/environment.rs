//! What the program takes from the world it is started in: variables, folders, the terminal's kind.

use std::env;
use std::path::PathBuf;

/// The variables that say something to this program, read once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// The settings file that `DIPTYCH_CONFIG` names.
    pub config: Option<PathBuf>,
    /// Whether `NO_COLOR` is set to anything but nothing.
    pub no_color: bool,
    /// The kind of terminal, `TERM`.
    pub term: String,
    /// How many colours the terminal says it has, `COLORTERM`.
    pub colorterm: String,
    /// The ground of the terminal as some of them tell it, `COLORFGBG`.
    pub colorfgbg: String,
    /// The locale for characters, from `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set.
    pub locale: String,
    /// The name of who is logged in.
    pub login: Option<String>,
}

impl Environment {
    /// Reads the variables of this process.
    #[must_use]
    pub fn read() -> Self {
        Environment::from(|name| env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
            .with_config(env::var_os("DIPTYCH_CONFIG").filter(|value| !value.is_empty()).map(PathBuf::from))
    }

    fn with_config(mut self, config: Option<PathBuf>) -> Self {
        self.config = config;
        self
    }

    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let first = |names: &[&str]| names.iter().find_map(|name| set(name));
        Environment {
            config: None,
            no_color: set("NO_COLOR").is_some(),
            term: set("TERM").unwrap_or_default(),
            colorterm: set("COLORTERM").unwrap_or_default(),
            colorfgbg: set("COLORFGBG").unwrap_or_default(),
            locale: first(&["LC_ALL", "LC_CTYPE", "LANG"]).unwrap_or_default(),
            login: first(&["LOGNAME", "USER", "USERNAME"]),
        }
    }

    /// Returns whether the locale says that characters are UTF-8, or says nothing of it.
    #[must_use]
    pub fn speaks_utf8(&self) -> bool {
        let locale = self.locale.to_ascii_lowercase();
        match locale.split_once('.') {
            Some((_, encoding)) => encoding.starts_with("utf-8") || encoding.starts_with("utf8"),
            None => !matches!(locale.as_str(), "c" | "posix"),
        }
    }

    /// Returns the short name that new tags are signed with where nothing else says it: the login, in letters,
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

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Environment::from(find)
    }

    #[test]
    fn an_empty_variable_is_as_good_as_none() {
        assert!(!environment(&[("NO_COLOR", "")]).no_color);
        assert!(environment(&[("NO_COLOR", "0")]).no_color);
        assert_eq!(environment(&[("LC_ALL", ""), ("LANG", "de_DE.UTF-8")]).locale, "de_DE.UTF-8");
    }

    #[test]
    fn the_locale_says_whether_characters_are_utf8() {
        for (locale, speaks) in [
            ("C", false),
            ("C.UTF-8", true),
            ("tr_TR.utf8", true),
            ("de_DE.ISO-8859-1", false),
            ("", true),
            ("en", true),
        ] {
            assert_eq!(environment(&[("LC_ALL", locale)]).speaks_utf8(), speaks, "{locale}");
        }
    }

    #[test]
    fn the_login_becomes_a_name_that_a_file_can_carry() {
        assert_eq!(environment(&[("USER", "m/k. Şen")]).annotator(), "mkŞen");
        assert_eq!(environment(&[]).annotator(), "me");
    }
}
