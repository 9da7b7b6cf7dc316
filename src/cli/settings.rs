//! The settings in force: the file that counts, what stands in it, and the schema and the keys that follow from it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::environment::Environment;
use super::output::{Failure, tell};
use crate::annotation::Schema;
use crate::annotation::schema::Label;
use crate::config::Config;
use crate::config::find::{Location, Origin, find};
use crate::editor::keymap::Keymap;
use crate::format::schema::{BUNDLED, bundled, check_words, read_schema};
use crate::store::error::reason;
use crate::store::{Disk, RealDisk};

/// The most that is read of a settings file or a schema, in bytes.
const LIMIT: u64 = 1 << 20;

/// The settings with what they lead to.
#[derive(Debug)]
pub struct Settings {
    /// The settings themselves.
    pub config: Config,
    /// The schema that they name.
    pub schema: Schema,
    /// The keys.
    pub keymap: Keymap,
    /// Where the settings file lies, or would lie.
    pub file: Option<PathBuf>,
}

/// Returns the settings that `option`, the environment or the folder of the program leads to.
///
/// # Errors
///
/// When a file that was named is not there, and when anything in it or in the schema is wrong.
pub fn load(disk: &dyn Disk, environment: &Environment, option: Option<&Path>) -> Result<Settings, Failure> {
    let location = located(environment, option);
    let config = match &location {
        Some(location) => read(disk, location)?,
        None => Config::default(),
    };
    complete(disk, config, location)
}

/// Returns the settings, and the defaults where they are broken, with what is wrong, to be told on the screen.
///
/// # Errors
///
/// When the file that `option` names is missing or wrong: who names a file wants that one.
pub fn load_or_default(
    disk: &dyn Disk,
    environment: &Environment,
    option: Option<&Path>,
) -> Result<(Settings, Option<Failure>), Failure> {
    match load(disk, environment, option) {
        Ok(settings) => Ok((settings, None)),
        Err(failure) if option.is_some() => Err(failure),
        Err(failure) => {
            let defaults = complete(disk, Config::default(), located(environment, option))?;
            Ok((defaults, Some(failure)))
        }
    }
}

/// Returns the settings for a command without a screen; where they are broken the defaults, which is told.
///
/// # Errors
///
/// When even the defaults cannot be had.
pub fn or_told_defaults(environment: &Environment) -> Result<Settings, Failure> {
    let (settings, broken) = load_or_default(&RealDisk, environment, None)?;
    if let Some(failure) = broken {
        tell("note", &format!("{failure}; the defaults hold"));
    }
    Ok(settings)
}

/// Returns the settings file that counts.
pub fn located(environment: &Environment, option: Option<&Path>) -> Option<Location> {
    find(option, environment.config.as_deref(), environment.config_folder.as_deref())
}

fn read(disk: &dyn Disk, location: &Location) -> Result<Config, Failure> {
    let path = location.path.display();
    let bytes = match disk.read(&location.path, LIMIT) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !location.must_exist() => return Ok(Config::default()),
        Err(error) => {
            let hint = match location.origin {
                Origin::Option => "check what stands behind `--config`",
                Origin::Variable => "check the variable DIPTYCH_CONFIG",
                Origin::Folder => "check the rights of the file and of its folder",
            };
            let what = format_args!("cannot read the settings {path}: {}", reason(&error));
            return Err(Failure::new(what).hint(hint));
        }
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format_args!("cannot read the settings {path}: not UTF-8 at byte {at}"))
            .hint("save the file as UTF-8")
    })?;
    Config::read(&text)
        .map_err(|error| Failure::new(format_args!("cannot read the settings {path}: {error}")).hint(error.hint()))
}

fn complete(disk: &dyn Disk, config: Config, location: Option<Location>) -> Result<Settings, Failure> {
    let file = location.map(|location| location.path);
    let schema = schema(disk, &config.schema, file.as_deref())?;
    let keymap = keymap(&config, &schema, file.as_deref())?;
    Ok(Settings { config, schema, keymap, file })
}

impl Settings {
    /// Returns the table of places that the settings name, which lies beside them unless its path is whole.
    pub fn gazetteer(&self) -> Option<PathBuf> {
        let name = Some(self.config.gazetteer.as_str()).filter(|name| !name.is_empty())?;
        Some(beside(name, self.file.as_deref()))
    }
}

/// Returns the file `name`, which lies beside the `settings` unless its path is whole.
fn beside(name: &str, settings: Option<&Path>) -> PathBuf {
    settings.and_then(Path::parent).map_or_else(|| PathBuf::from(name), |folder| folder.join(name))
}

/// Returns the keys that `config`, read from `file`, gives to the labels of `schema` and to the commands.
///
/// # Errors
///
/// When two of them clash.
pub fn keymap(config: &Config, schema: &Schema, file: Option<&Path>) -> Result<Keymap, Failure> {
    config.keymap(schema).map_err(|error| {
        let path = file.unwrap_or(Path::new("config.ron")).display();
        Failure::new(format_args!("cannot use the keys of the settings {path}: {error}")).hint(error.hint())
    })
}

/// Returns the bundled schema called `name`, or the one in the file `name`, which lies beside the `settings` unless
/// the path is whole.
fn schema(disk: &dyn Disk, name: &str, settings: Option<&Path>) -> Result<Schema, Failure> {
    if let Some(schema) = bundled(name) {
        return Ok(schema);
    }
    let path = beside(name, settings);
    let names = BUNDLED.map(|(name, _)| name).join(", ");
    let bytes = disk.read(&path, LIMIT).map_err(|error| {
        Failure::new(format_args!("cannot read the schema {}: {}", path.display(), reason(&error)))
            .hint(format_args!("`schema` in the settings names a file or one of {names}"))
    })?;
    let refused = |problem: &dyn std::fmt::Display| {
        Failure::new(format_args!("cannot use the schema {}: {problem}", path.display()))
            .hint("correct the file, or name a bundled schema in the settings")
    };
    let not_text =
        |error: std::string::FromUtf8Error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to());
    let text = String::from_utf8(bytes).map_err(|error| refused(&not_text(error)))?;
    let mut schema = read_schema(&text).map_err(|error| refused(&error))?;
    for label in schema.labels.iter_mut().filter(|label| !label.words_file.is_empty()) {
        label.words_read = words(disk, label, &path)?;
    }
    Ok(schema)
}

/// Returns the word list that `label` names, which lies beside the schema at `path` unless its path is whole.
fn words(disk: &dyn Disk, label: &Label, path: &Path) -> Result<Arc<str>, Failure> {
    let file = beside(&label.words_file, Some(path));
    let refused = |act: &str, problem: &dyn std::fmt::Display, hint: &str| {
        let of = format!("`words_file` of the label `{}` in {}", label.name, path.display());
        Failure::new(format_args!("cannot {act} the word list {}: {problem}", file.display()))
            .hint(format_args!("{of} names it: {hint}"))
    };
    let bytes = disk.read(&file, LIMIT).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => refused("use", &"more than 1 MiB", "list what these reports need"),
        _ => refused("read", &reason(&error), "correct the name, or put the file there"),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let problem = format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to());
        refused("use", &problem, "save the file as UTF-8")
    })?;
    check_words(&text).map_err(|error| refused("use", &error, "write one string a line"))?;
    Ok(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SimulatedDisk;

    fn environment() -> Environment {
        Environment { config_folder: Some("/home/mk/.config/diptych".into()), ..Environment::default() }
    }

    const FILE: &str = "/home/mk/.config/diptych/config.ron";

    #[test]
    fn without_a_file_the_defaults_hold_and_the_place_is_known() {
        let settings = load(&SimulatedDisk::new(), &environment(), None).expect("nothing is asked for");
        assert_eq!((settings.config, settings.file), (Config::default(), Some(FILE.into())));
        assert_eq!(settings.schema.name, "news");
    }

    #[test]
    fn a_file_that_was_named_must_be_there() {
        let failure = load(&SimulatedDisk::new(), &environment(), Some(Path::new("own.ron"))).expect_err("not there");
        assert_eq!(failure.to_string(), "cannot read the settings own.ron: no such file");
    }

    #[test]
    fn a_broken_file_is_told_and_the_defaults_hold_for_the_screen() {
        let disk = SimulatedDisk::new();
        disk.put(FILE, "(theme: drak)");
        let (settings, failure) = load_or_default(&disk, &environment(), None).expect("the screen can open");
        assert_eq!(settings.config, Config::default());
        let told = failure.expect("never in silence").to_string();
        assert!(told.starts_with(&format!("cannot read the settings {FILE}: 1:")), "{told}");
        assert!(load_or_default(&disk, &environment(), Some(Path::new(FILE))).is_err(), "a named file must be right");
    }

    #[test]
    fn a_schema_of_ones_own_lies_beside_the_settings() {
        let disk = SimulatedDisk::new();
        disk.put(FILE, "(schema: \"war.ron\")");
        let failure = load(&disk, &environment(), None).expect_err("not there yet").to_string();
        assert_eq!(failure, "cannot read the schema /home/mk/.config/diptych/war.ron: no such file");
        let own = BUNDLED[0].1.replace("name: \"news\"", "name: \"war\"");
        disk.put("/home/mk/.config/diptych/war.ron", own);
        assert_eq!(load(&disk, &environment(), None).expect("there now").schema.name, "war");
    }

    #[test]
    fn a_word_list_lies_beside_the_schema_and_a_flaw_is_one_sentence() {
        const LIST: &str = "/home/mk/.config/diptych/our/places.txt";
        let disk = SimulatedDisk::new();
        disk.put(FILE, "(schema: \"our/war.ron\")");
        let own = BUNDLED[0].1.replace("wash: place", "wash: place, words: [\"Ordal\"], words_file: \"places.txt\"");
        disk.put("/home/mk/.config/diptych/our/war.ron", own);
        let told = || load(&disk, &environment(), None).map_err(|failure| failure.to_string());
        let refused = |what: &str, problem: &str| format!("cannot {what} the word list {LIST}: {problem}");
        assert_eq!(told().expect_err("not there"), refused("read", "no such file"));
        disk.put(LIST, b"Ordal\n\xff".to_vec());
        assert_eq!(told().expect_err("no text"), refused("use", "not UTF-8 at byte 6"));
        disk.put(LIST, format!("Ordal\n{}", "x".repeat(201)));
        assert_eq!(told().expect_err("too long"), refused("use", "line 2 has more than 200 bytes"));
        disk.put(LIST, "Melvice\n".repeat(1_000_000));
        assert_eq!(told().expect_err("too many"), refused("use", "more than 1 MiB"));
        disk.put(LIST, "# towns\r\nMelvice\r\n");
        let schema = told().expect("right").schema;
        let places = schema.label("place").expect("it is bundled");
        assert_eq!(places.listed().collect::<Vec<_>>(), ["Ordal", "Melvice"]);
    }
}
