//! `diptych compare`: what two reports share, sentence by sentence, for people, for programs and for browsers.

mod html;
mod json;
mod lines;
mod text;

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{self, When};
use super::environment::Environment;
use super::output::{self, FOUND, Failure, print};
use super::pair::{self, Pair};
use super::{annotator_of, look, settings};
use crate::annotation::Set;
use crate::compare::Comparison;
use crate::compare::comparison::TooLarge;
use crate::store::RealDisk;
use crate::store::article::{Article, Source};
use crate::text::{DocId, Document};
use crate::tui::depth::Depth;
use crate::tui::terminal;

/// How wide text is where there is no terminal, in cells.
const WIDTH: usize = 120;

/// Two reports with what they share.
pub struct Compared {
    /// Their names, as headings show them.
    names: [String; 2],
    /// What they share.
    comparison: Comparison,
    /// The set whose tags are shown, if there is one.
    set: Option<Set>,
}

impl Compared {
    fn text(&self, doc: DocId) -> &Document {
        self.comparison.text(doc)
    }
}

/// Compares what `asked` names, and returns the code to end with.
///
/// # Errors
///
/// When something cannot be read, or is too large to be compared.
pub fn compare(asked: &args::Compare, environment: &Environment) -> Result<ExitCode, Failure> {
    if asked.lines {
        let mut all = true;
        print(|out| {
            all = lines::compare_lines(&mut io::stdin().lock(), out)?;
            Ok(())
        })?;
        return Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(FOUND) });
    }
    let compared = read(asked, environment)?;
    let colours = environment.surroundings().depth(look::wish(asked.color)) != Depth::None;
    let colour = colours && (output::to_terminal() || asked.color == When::Always);
    let columns = terminal::size().ok().filter(|_| output::to_terminal()).map(|(columns, _)| usize::from(columns));
    print(|out| match (asked.json, asked.html) {
        (true, _) => output::write_object(out, &json::Report::of(&compared.comparison)),
        (_, true) => compared.write_html(out),
        _ => compared.write_text(out, columns.unwrap_or(WIDTH), colour),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn read(asked: &args::Compare, environment: &Environment) -> Result<Compared, Failure> {
    match (asked.paths.as_slice(), &asked.set) {
        ([left, right], None) => {
            let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            Ok(Compared { names: [name(left), name(right)], comparison: compared(left, right)?, set: None })
        }
        ([set], None) if pair::is_set(set) => of_set(Pair::of_set(&RealDisk, set)?, environment),
        ([left, right], Some(set)) => of_set(Pair::articles(left, right, Some(set))?, environment),
        _ => Err(Failure::new("two articles, or a set with its articles, are compared")
            .hint("`diptych compare A B`, `diptych compare SET`, or `--lines` for many pairs")),
    }
}

/// Compares the articles of a set and keeps its tags.
fn of_set(pair: Pair, environment: &Environment) -> Result<Compared, Failure> {
    let settings = settings::or_told_defaults(environment)?;
    let opened = pair.read(&annotator_of(&settings, environment), environment, &settings)?;
    pair::must_be_there(&RealDisk, &opened)?;
    let names = opened.articles.each_ref().map(|article| article.source().name().to_string_lossy().into_owned());
    let texts = opened.articles.each_ref().map(|article| Arc::clone(article.document()));
    Ok(Compared { names, comparison: of_texts(&texts)?, set: Some(opened.set) })
}

/// Compares the articles in two files.
fn compared(left: &Path, right: &Path) -> Result<Comparison, Failure> {
    let article = |doc: DocId, path: &Path| Article::load(&RealDisk, doc, Source::File(path.to_owned()));
    let texts = [article(DocId::A, left)?, article(DocId::B, right)?];
    of_texts(&texts.each_ref().map(|article| Arc::clone(article.document())))
}

fn of_texts(texts: &[Arc<Document>; 2]) -> Result<Comparison, Failure> {
    for text in texts {
        text.count();
    }
    Comparison::of(texts).map_err(|error: TooLarge| Failure::new(error))
}

fn texts(left: String, right: String) -> [Arc<Document>; 2] {
    [Arc::new(Document::new(DocId::A, left)), Arc::new(Document::new(DocId::B, right))]
}
