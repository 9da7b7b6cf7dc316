//! The pair that an argument means: two articles with a set, or a set with its two articles.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::environment::Environment;
use super::output::{Failure, tell};
use super::settings::Settings;
use crate::annotation::Schema;
use crate::format::native;
use crate::format::schema::bundled;
use crate::store::error::reason;
use crate::store::lock::Holder;
use crate::store::open_error::{damage_hint, doctor_hint};
use crate::store::session::{Opened, Options, Where, open};
use crate::store::{Disk, OpenError, Place, RealDisk, Source};
use crate::text::{Document, MAX_ARTICLE_BYTES};

/// The bundled pair and its set.
const SAMPLE: [(&str, &str); 2] = [
    ("courier.txt", include_str!("../../assets/sample/courier.txt")),
    ("herald.txt", include_str!("../../assets/sample/herald.txt")),
];

const SAMPLE_SET: &str = include_str!("../../assets/sample/courier--herald.sample.ron");

/// The name under which standard input is opened.
const STDIN: &str = "stdin.txt";

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let hint = error.hint();
        Failure::new(error).hint(hint)
    }
}

/// What is to be opened, before it is said how.
#[derive(Debug)]
pub struct Pair {
    sources: [Source; 2],
    place: Where,
    begin_with: Option<Cow<'static, str>>,
    /// The annotator that the set belongs to, where a set was named.
    owner: Option<String>,
}

impl Pair {
    /// Returns the bundled pair; its set is a practice copy in the data folder.
    #[must_use]
    pub fn sample() -> Self {
        let given = |(name, text): (&str, &'static str)| Source::Given {
            name: name.to_owned(),
            bytes: Cow::Borrowed(text.as_bytes()),
            keep: true,
        };
        Pair {
            sources: SAMPLE.map(given),
            place: Where::Data,
            begin_with: Some(Cow::Borrowed(SAMPLE_SET)),
            owner: None,
        }
    }

    /// Returns the two articles `left` and `right`, with the set in the file `set` or, by default, beside the left one.
    ///
    /// # Errors
    ///
    /// When one is a set, when both are standard input, and when that cannot be read.
    pub fn articles(left: &Path, right: &Path, set: Option<&Path>) -> Result<Self, Failure> {
        if let Some(set) = [left, right].into_iter().find(|path| is_set(path)) {
            return Err(Failure::new(format_args!("{} is a set, not an article", set.display()))
                .hint("`diptych SET` opens a set with its articles"));
        }
        let dash = Path::new("-");
        if left == dash && right == dash {
            return Err(Failure::new("standard input is one article, and both sides ask for it")
                .hint("name a file for one of them: `diptych a.txt -`"));
        }
        let source = |path: &Path| if path == dash { stdin() } else { Ok(Source::File(path.to_owned())) };
        Ok(Pair {
            sources: [source(left)?, source(right)?],
            place: set.map_or(Where::Beside, |set| Where::File(set.to_owned())),
            begin_with: None,
            owner: None,
        })
    }

    /// Returns the articles that the set in the file `path` was made on: the files that it names, or else the
    /// copies beside it.
    ///
    /// # Errors
    ///
    /// When the set cannot be read, or an article is nowhere to be found.
    pub fn of_set(disk: &dyn Disk, path: &Path) -> Result<Self, Failure> {
        let head = head(disk, path)?;
        let place = Place::new(path.to_owned());
        let mut sources = Vec::new();
        for info in &head.documents {
            let beside = place.folder().join(&info.file);
            let copy = place.copy(&info.sha256);
            let source = if disk.stamp(&beside).is_ok() {
                Source::File(beside)
            } else if let Ok(bytes) = disk.read(&copy, MAX_ARTICLE_BYTES) {
                Source::Given { name: info.file.clone(), bytes: Cow::Owned(bytes), keep: false }
            } else {
                let (set, beside) = (path.display(), beside.display());
                return Err(Failure::new(format_args!("the set {set} was made on {beside}, which is not there"))
                    .hint("put the article there, or name both articles: `diptych LEFT RIGHT --set SET`"));
            };
            sources.push(source);
        }
        let sources = <[Source; 2]>::try_from(sources).map_err(|found| {
            let (set, count) = (path.display(), found.len());
            Failure::new(format_args!("the set {set} names {count} articles, and a pair has two"))
        })?;
        Ok(Pair { sources, place: Where::File(path.to_owned()), begin_with: None, owner: Some(head.annotator) })
    }

    /// Returns the pair that the arguments of a command mean: one set, or two articles.
    ///
    /// # Errors
    ///
    /// As [`Pair::of_set`] and [`Pair::articles`]; and when the one path is an article.
    pub fn of(paths: &[PathBuf]) -> Result<Self, Failure> {
        match paths {
            [set] if is_set(set) => Pair::of_set(&RealDisk, set),
            [left, right] => Pair::articles(left, right, None),
            [] | [_] | [_, _, _, ..] => Err(one_article(paths.first().map(PathBuf::as_path))),
        }
    }

    /// Returns how the pair is opened by `holder`.
    #[must_use]
    pub fn options(self, holder: Holder, environment: &Environment, settings: &Settings) -> Options {
        Options {
            sources: self.sources,
            place: self.place,
            data_folder: environment.data_folder.clone(),
            holder,
            anybodys: false,
            read_only: false,
            schema: settings.schema.name.clone(),
            begin_with: self.begin_with,
        }
    }

    /// Opens the pair only to read it, as `annotator` where no set was named, and tells of articles that have changed.
    ///
    /// # Errors
    ///
    /// When an article or the set cannot be had.
    pub fn read(self, annotator: &str, environment: &Environment, settings: &Settings) -> Result<Opened, Failure> {
        let opened = self.read_as_made(annotator, environment, settings)?;
        for (doc, _) in &opened.changed {
            let article = opened.articles[doc.index()].source().shown();
            let article = article.display();
            tell(
                "note",
                &format!("{article} has changed since it was annotated; this is the text that the set was made on"),
            );
            tell("hint", &format!("`diptych rebase SET --to {article}` carries the tags to the text of today"));
        }
        Ok(opened)
    }

    /// Opens the pair only to read it, as `annotator` where no set was named, with the texts that the set was made on.
    ///
    /// # Errors
    ///
    /// When an article or the set cannot be had.
    pub fn read_as_made(
        self,
        annotator: &str,
        environment: &Environment,
        settings: &Settings,
    ) -> Result<Opened, Failure> {
        let annotator = self.owner.clone().unwrap_or_else(|| annotator.to_owned());
        let holder = Holder { annotator, ..Holder::default() };
        let options = Options { read_only: true, ..self.options(holder, environment, settings) };
        let opened = open(Arc::new(RealDisk), options)?.finish()?;
        for told in &opened.told {
            tell("note", told);
        }
        Ok(opened)
    }
}

/// Returns the two documents of `opened`.
#[must_use]
pub fn documents(opened: &Opened) -> [&Document; 2] {
    [opened.articles[0].document(), opened.articles[1].document()]
}

/// Returns the schema called `name`, with a sentence where there is none of that name and the one of the settings
/// stands in for it.
#[must_use]
pub fn schema_called<'a>(name: &str, settings: &'a Settings) -> (Cow<'a, Schema>, Option<String>) {
    if settings.schema.name == name {
        return (Cow::Borrowed(&settings.schema), None);
    }
    if let Some(schema) = bundled(name) {
        return (Cow::Owned(schema), None);
    }
    let own = &settings.schema.name;
    let told =
        format!("the set was made with the schema {name}, which the settings do not name; {own} stands in for it");
    (Cow::Borrowed(&settings.schema), Some(told))
}

/// Returns whether a path names a set and not an article.
#[must_use]
pub fn is_set(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

/// Returns the failure to open a pair of which only `given` was named.
#[must_use]
pub fn one_article(given: Option<&Path>) -> Failure {
    let Some(given) = given else { return Failure::new("no article is named").hint("`diptych LEFT RIGHT` opens two") };
    if RealDisk.stamp(given).is_ok_and(|stamp| stamp.folder) {
        return Failure::new(format_args!(
            "{} is a folder, and folders of pairs cannot be opened yet",
            given.display()
        ))
        .hint("name the two articles: `diptych LEFT RIGHT`");
    }
    Failure::new(format_args!("a pair has two articles, and only {} is named", given.display()))
        .hint(format_args!("name the other report too: `diptych {} OTHER`", given.display()))
}

fn head(disk: &dyn Disk, path: &Path) -> Result<native::Head, Failure> {
    let cannot =
        |why: &dyn std::fmt::Display| Failure::new(format_args!("cannot read the set {}: {why}", path.display()));
    let bytes = disk.read(path, native::MAX_SET_BYTES as u64).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => {
            let most = native::MAX_SET_BYTES >> 20;
            cannot(&format_args!("it is larger than {most} MiB, the most that is read of a set"))
                .hint("name the `.ron` file that diptych wrote")
        }
        _ => cannot(&reason(&error)),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        cannot(&format_args!("it is not UTF-8 at byte {at}")).hint(doctor_hint(path))
    })?;
    native::head(&text).map_err(|problem| cannot(&problem).hint(damage_hint(&problem, path)))
}

/// Reads standard input as an article.
fn stdin() -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    // One byte more than an article may have shows that there is more.
    let read = io::stdin().lock().take(MAX_ARTICLE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format_args!("cannot read standard input: {}", reason(&error))))?;
    Ok(Source::Given { name: STDIN.to_owned(), bytes: Cow::Owned(bytes), keep: true })
}

/// Checks that `opened` has a set that was kept, in its file or in a journal.
///
/// # Errors
///
/// When there is none: two articles alone have nothing to count or to export.
pub fn must_be_there(disk: &dyn Disk, opened: &Opened) -> Result<(), Failure> {
    let place = &opened.place;
    if disk.stamp(place.set()).is_ok() || disk.stamp(&place.journal()).is_ok() {
        return Ok(());
    }
    let failure = Failure::new(format_args!("there is no set {}", place.set().display()));
    let others = others(disk, place);
    Err(if others.is_empty() {
        failure.hint("`diptych LEFT RIGHT` begins one")
    } else {
        failure.hint(format_args!("there is {}", others.join(", ")))
    })
}

/// Returns the names of other annotators' sets on the same articles, in the same folder.
fn others(disk: &dyn Disk, place: &Place) -> Vec<String> {
    let name = place.name();
    let Some(pair) = name.strip_suffix(".ron").and_then(|name| name.rsplit_once('.')) else { return Vec::new() };
    let folder = if place.folder().as_os_str().is_empty() { Path::new(".") } else { place.folder() };
    let names = disk.list(folder).unwrap_or_default();
    let names = names.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| is_set(Path::new(name)) && name.starts_with(&format!("{}.", pair.0))).collect()
}
