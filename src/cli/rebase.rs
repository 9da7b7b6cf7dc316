//! `diptych rebase`: a set carried to the new text of one of its articles, as a new set; what is in doubt, side by side.

mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::args;
use super::environment::Environment;
use super::output::{self, Failure, print, tell};
use super::pair::Pair;
use super::settings;
use crate::annotation::{Edit, Record, Set, Transaction};
use crate::compare::Rebase;
use crate::format::native;
use crate::store::error::Named;
use crate::store::place::make_folders;
use crate::store::replace::replace;
use crate::store::session::Opened;
use crate::store::{Article, Disk, Place, RealDisk, Source};
use crate::text::{DocId, Document};

use self::report::Report;

/// Does what `asked` says, and returns the code to end with: 0 if every tag was carried, 1 if some are to review.
///
/// # Errors
///
/// When the set or an article cannot be had, when it is not said which article is meant, and when the new set's file is
/// there already or cannot be written.
pub fn rebase(asked: &args::Rebase, environment: &Environment) -> Result<ExitCode, Failure> {
    let settings = settings::or_told_defaults(environment)?;
    let opened = Pair::of_set(&RealDisk, &asked.set)?.read_as_made("", environment, &settings)?;
    let doc = meant(asked, &opened)?;
    let article = Arc::new(Article::load(&RealDisk, doc, Source::File(asked.to.clone()))?);
    let target = asked.output.clone().unwrap_or_else(|| beside(&asked.set));
    if !asked.dry_run && RealDisk.stamp(&target).is_ok() {
        return Err(Failure::new(format_args!("{} is there already, and nothing was written", target.display()))
            .hint("name another file with `-o FILE`"));
    }
    let old = opened.articles[doc.index()].document();
    let mut rebase = Rebase::new(Arc::clone(old), Arc::clone(article.document()), &opened.set);
    rebase.set_encoding(article.encoding());
    let carried = rebase.carried();
    let report = Report { set: &asked.set, article: &asked.to, old, new: article.document(), carried };
    if !asked.json {
        report.tell();
    }
    let mut wrote = None;
    if asked.dry_run {
        tell("note", "nothing was written: this was a dry run");
    } else {
        let mut articles = opened.articles.clone();
        articles[doc.index()] = Arc::clone(&article);
        write(&opened, &rebase.transaction(), &articles, doc, &target)?;
        tell("wrote", &target.display().to_string());
        wrote = Some(target.as_path());
    }
    if asked.json {
        print(|out| output::write_object(out, &report.to_json(wrote)))?;
    }
    if carried.review.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let (count, set) = (carried.review.len(), asked.set.display());
    let tags = if count == 1 { "1 tag is" } else { &format!("{count} tags are") };
    tell("note", &format!("{tags} not in the new set, for you to review; all are still in {set}, which is as it was"));
    Ok(ExitCode::from(output::FOUND))
}

/// Returns which article is meant: the one that was named, or the only one whose file has that name.
fn meant(asked: &args::Rebase, opened: &Opened) -> Result<DocId, Failure> {
    if let Some(side) = asked.doc {
        return Ok(match side {
            args::Side::A => DocId::A,
            args::Side::B => DocId::B,
        });
    }
    let named = |doc: &DocId| Some(&*opened.articles[doc.index()].source().name()) == asked.to.file_name();
    let mut docs = DocId::BOTH.into_iter().filter(named);
    match (docs.next(), docs.next()) {
        (Some(doc), None) => Ok(doc),
        _ => Err(Failure::new(format_args!("which article {} is a new text of is not clear", asked.to.display()))
            .hint("`--doc a` is the left one, `--doc b` the right one")),
    }
}

/// Returns the file of the new set where none is named: `a--b.mk.rebased.ron` beside `a--b.mk.ron`.
fn beside(set: &Path) -> PathBuf {
    let mut name = set.file_stem().unwrap_or_default().to_owned();
    name.push(".rebased.ron");
    set.with_file_name(name)
}

/// Writes the set that `transaction` makes of the one in `opened` to `target`, with copies of its articles beside it.
fn write(
    opened: &Opened,
    transaction: &Transaction,
    articles: &[Arc<Article>; 2],
    doc: DocId,
    target: &Path,
) -> Result<(), Failure> {
    let disk = &RealDisk;
    let place = Place::new(target.to_owned());
    let mut set = opened.set.clone();
    set.apply(transaction).expect("the transaction was made for this set");
    for article in articles {
        let here = article.document().id() == doc || place.folder() != opened.place.folder();
        let info = article.info(disk, &place)?;
        if let Some(before) = set.document(article.document().id()).filter(|_| here).cloned() {
            let mut after = before.clone();
            (after.file, after.encoding) = (info.file, info.encoding);
            article.complete(&mut after);
            let edit = Edit::replace(Record::Document(before), Record::Document(after));
            set.apply(&Transaction::of("", edit)).expect("a document's file may be any");
        }
    }
    let mut made = make_folders(disk, &place.copies())?;
    for article in articles {
        article.keep(disk, &place)?;
    }
    made.extend([place.side(), place.copies()]);
    for folder in made {
        disk.sync_folder(&folder).named("save the folder", &folder)?;
    }
    replace(disk, target, text(&set, articles).as_bytes())?;
    Ok(())
}

fn text(set: &Set, articles: &[Arc<Article>; 2]) -> String {
    let documents: [&Document; 2] = [articles[0].document(), articles[1].document()];
    native::write(set, documents)
}
