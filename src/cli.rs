//! The command line: arguments in, one call of the library, words and an exit code out.
//!
//! `cli/args.rs` declares it. Data goes to standard output and words to standard error; the code is 0, 1 where something
//! was found or refused, or 2 where the program was used wrongly or cannot use what it was given.

mod args;
mod check;
mod compare;
mod desk;
mod doctor;
mod environment;
mod explain;
mod export;
mod formats;
mod history;
mod look;
mod output;
mod pair;
mod plain;
mod rebase;
mod replay;
mod said;
mod settings;
mod stats;
mod suggest;

use std::borrow::Cow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use self::args::{Arguments, Command, When, Which};
use self::desk::Desk;
use self::environment::Environment;
use self::output::{Failure, print, tell};
use self::pair::Pair;
use self::plain::Plain;
use self::settings::Settings;
use crate::annotation::{History, Stats};
use crate::app::clock::zone;
use crate::app::launch::{self, Setup};
use crate::config::EXAMPLE;
use crate::editor::key_table;
use crate::store::lock::Holder;
use crate::store::session::{Opened, Options};
use crate::store::{self, Disk, RealDisk};
use crate::tui::depth::Depth;

/// Does what the command line of this process asks for, and returns the code to end with.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(words) => {
            // Help goes to standard output, complaints to standard error; whoever closed either wants neither.
            let _ = words.print();
            return ExitCode::from(if words.use_stderr() { output::WRONG } else { 0 });
        }
    };
    match act(&arguments, &Environment::read()) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn act(arguments: &Arguments, environment: &Environment) -> Result<ExitCode, Failure> {
    match &arguments.command {
        None => return open(&arguments.open, environment),
        Some(Command::Export(asked)) => export(asked, environment)?,
        Some(Command::Stats(asked)) => stats(asked, environment)?,
        Some(Command::Said(asked)) => said(asked, environment)?,
        Some(Command::Compare(asked)) => return compare::compare(asked, environment),
        Some(Command::Suggest(asked)) => suggest(asked, environment)?,
        Some(Command::Check(asked)) => return check(asked),
        Some(Command::Doctor(asked)) => return doctor(asked),
        Some(Command::History(asked)) => history(asked, environment)?,
        Some(Command::Rebase(asked)) => return rebase::rebase(asked, environment),
        Some(Command::Replay(asked)) => return replay::run(asked),
        Some(Command::Keys(asked)) => keys(asked, environment)?,
        Some(Command::Config(asked)) => config(asked, environment)?,
        Some(Command::Formats(asked)) if asked.json => print(|out| formats::write_json(out))?,
        Some(Command::Formats(_)) => print(|out| formats::write_text(out))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens a pair on the screen, or prints it where there is none.
fn open(asked: &args::Open, environment: &Environment) -> Result<ExitCode, Failure> {
    let pair = match (&asked.left, &asked.right) {
        (None, _) => Pair::sample(),
        (Some(set), None) if pair::is_set(set) && asked.set.is_some() => {
            return Err(Failure::new(format_args!("{} is a set, and so is what stands behind `--set`", set.display()))
                .hint("`diptych SET` opens a set with its articles"));
        }
        (Some(set), None) if pair::is_set(set) => Pair::of_set(&RealDisk, set)?,
        (Some(article), None) => return Err(pair::one_article(Some(article))),
        (Some(left), Some(right)) => Pair::articles(left, right, asked.set.as_deref())?,
    };
    let (settings, broken) = settings::load_or_default(&RealDisk, environment, asked.config.as_deref())?;
    let annotator = asked.acting_as.clone().or_else(|| asked.annotator.clone());
    let annotator = annotator.unwrap_or_else(|| annotator_of(&settings, environment));
    let broken = broken.map(|failure| format!("{failure}; the defaults hold"));
    if asked.plain || !output::to_terminal() || environment.surroundings().is_dumb() {
        if let Some(sentence) = &broken {
            tell("note", sentence);
        }
        let opened = pair.read(&annotator, environment, &settings)?;
        return plain(&opened, asked, environment).map(|()| ExitCode::SUCCESS);
    }
    let look = look::look(&settings.config, asked.theme, asked.color, &environment.surroundings())?;
    let options = pair.options(holder(&annotator), environment, &settings);
    let opening = store::session::open(Arc::new(RealDisk), Options { read_only: asked.read_only, ..options })?;
    let (schema, told) = pair::schema_called(opening.schema().unwrap_or(&settings.schema.name), &settings);
    let keymap = match &schema {
        Cow::Borrowed(_) => settings.keymap.clone(),
        Cow::Owned(schema) => settings::keymap(&settings.config, schema, settings.file.as_deref())?,
    };
    let desk = Desk {
        config: &settings.config,
        schema: schema.into_owned(),
        keymap,
        config_place: settings.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default(),
        annotator,
        gazetteer: settings.gazetteer(),
        warnings: broken.into_iter().chain(told).collect(),
    };
    desk.open(opening, look)
}

/// Returns who opens a set, and from where, for those who find it in use.
fn holder(annotator: &str) -> Holder {
    let host = RealDisk.read(Path::new("/proc/sys/kernel/hostname"), 256).unwrap_or_default();
    let host = String::from_utf8_lossy(&host).trim().to_owned();
    Holder { process: std::process::id(), annotator: annotator.to_owned(), host }
}

/// Prints the pair as numbered lines.
fn plain(opened: &Opened, asked: &args::Open, environment: &Environment) -> Result<(), Failure> {
    let names = opened.articles.each_ref().map(|article| article.source().name().to_string_lossy().into_owned());
    let colours = environment.surroundings().depth(look::wish(asked.color)) != Depth::None;
    let colour = colours && (output::to_terminal() || asked.color == When::Always);
    let names = [names[0].as_str(), names[1].as_str()];
    let plain = Plain { documents: pair::documents(opened), names, set: &opened.set, colour };
    print(|mut out| plain.write(&mut out))
}

/// Returns the name that the settings or the login give to whoever uses the program.
fn annotator_of(settings: &Settings, environment: &Environment) -> String {
    match settings.config.annotator.as_str() {
        "" => environment.annotator(),
        name => name.to_owned(),
    }
}

/// Opens the set that `which` means, to read it.
fn read(which: &Which, environment: &Environment) -> Result<(Opened, Settings), Failure> {
    let pair = Pair::of(&which.paths)?;
    let settings = settings::or_told_defaults(environment)?;
    let annotator = which.annotator.clone().unwrap_or_else(|| annotator_of(&settings, environment));
    let opened = pair.read(&annotator, environment, &settings)?;
    pair::must_be_there(&RealDisk, &opened)?;
    Ok((opened, settings))
}

fn export(asked: &args::Export, environment: &Environment) -> Result<(), Failure> {
    let format = export::format(&asked.format)?;
    let (opened, settings) = read(&asked.which, environment)?;
    let (schema, told) = pair::schema_called(&opened.set.schema, &settings);
    if let Some(sentence) = told {
        tell("note", &sentence);
    }
    let export = crate::format::export(format, &opened.set, pair::documents(&opened), &schema);
    for loss in &export.losses {
        tell("note", &format!("not in {}: {loss}", format.name));
    }
    for path in export::deliver(&RealDisk, format, &export, asked)? {
        tell("wrote", &path.display().to_string());
    }
    Ok(())
}

fn stats(asked: &args::Stats, environment: &Environment) -> Result<(), Failure> {
    let (opened, _) = read(&asked.which, environment)?;
    let stats = Stats::of(&opened.set, pair::documents(&opened));
    print(|out| match (asked.json, asked.csv) {
        (true, _) => output::write_object(out, &stats),
        (_, true) => stats::write_csv(out, &stats),
        _ => stats::write_text(out, &stats),
    })
}

fn said(asked: &args::Said, environment: &Environment) -> Result<(), Failure> {
    let (opened, _) = read(&asked.which, environment)?;
    let documents = opened.articles.each_ref().map(|article| Arc::clone(article.document()));
    let (table, told) = said::Table::of(&opened.set, &documents);
    if let Some(sentence) = told {
        tell("note", &sentence);
    }
    print(|out| match (asked.csv, asked.markdown, asked.json) {
        (true, ..) => table.write_csv(out),
        (_, true, _) => table.write_markdown(out),
        (.., true) => table.write_json(out),
        _ => table.write_text(out),
    })
}

/// Says what stepping would stop at; a set is taken into account where there is one.
fn suggest(asked: &args::Suggest, environment: &Environment) -> Result<(), Failure> {
    let pair = Pair::of(&asked.which.paths)?;
    let settings = settings::or_told_defaults(environment)?;
    let annotator = asked.which.annotator.clone().unwrap_or_else(|| annotator_of(&settings, environment));
    let opened = pair.read(&annotator, environment, &settings)?;
    let (schema, told) = pair::schema_called(&opened.set.schema, &settings);
    if let Some(sentence) = told {
        tell("note", &sentence);
    }
    let keymap = settings::keymap(&settings.config, &schema, settings.file.as_deref())?;
    let setup = Setup {
        schema: schema.into_owned(),
        keymap,
        settings: crate::editor::Settings::default(),
        gazetteer: None,
        annotator,
        messages: Vec::new(),
        size: (80, 24),
    };
    let app = launch::inline(opened, setup);
    if asked.explain {
        let mut editor = app.editor().clone();
        editor.learn_all();
        let report = explain::Report::of(&editor);
        return print(
            |out| if asked.json { explain::write_json(out, &report) } else { explain::write_text(out, &report) },
        );
    }
    let report = suggest::Report::of(app.editor());
    print(|out| if asked.json { suggest::write_json(out, &report) } else { suggest::write_text(out, &report) })
}

fn history(asked: &args::History, environment: &Environment) -> Result<(), Failure> {
    let (opened, _) = read(&asked.which, environment)?;
    let past = opened.past.read()?;
    if let Some(sentence) = past.told {
        tell("note", &sentence);
    }
    let mut history = History::starting_after(opened.last);
    history.prepend(past.operations);
    print(
        |out| if asked.json { history::write_json(out, &history) } else { history::write_text(out, &history, &zone()) },
    )
}

fn check(asked: &args::Check) -> Result<ExitCode, Failure> {
    let report = check::checked(&RealDisk, &asked.set)?;
    print(|out| if asked.json { check::write_json(out, &report) } else { check::write_text(out, &report) })?;
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::from(output::FOUND) })
}

fn doctor(asked: &args::Doctor) -> Result<ExitCode, Failure> {
    let new = asked.output.clone().unwrap_or_else(|| store::doctor::new_name(&asked.set));
    let salvage = store::doctor::salvage(&RealDisk, &asked.set, &new)?;
    store::doctor::deliver(&RealDisk, &new, &salvage)?;
    doctor::tell_missing(&salvage);
    print(|out| {
        if asked.json {
            return doctor::write_json(out, &asked.set, &new, &salvage);
        }
        doctor::write_text(out, &new, &salvage)
    })?;
    Ok(if salvage.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(output::FOUND) })
}

fn keys(asked: &args::Keys, environment: &Environment) -> Result<(), Failure> {
    let settings = settings::load(&RealDisk, environment, asked.config.as_deref())?;
    let rows = key_table::rows(&settings.keymap, &settings.schema);
    print(|out| {
        if !asked.json {
            return output::write_lines(out, &key_table::plain(&rows));
        }
        rows.iter().try_for_each(|row| output::write_object(out, row))
    })
}

fn config(asked: &args::Config, environment: &Environment) -> Result<(), Failure> {
    if asked.default {
        return print(|out| out.write_all(EXAMPLE.as_bytes()));
    }
    if asked.path {
        let location = settings::located(environment, asked.file.as_deref());
        let path = location.ok_or_else(|| {
            Failure::new("this system has no folder for settings").hint("name a file with `--config` or DIPTYCH_CONFIG")
        })?;
        return print(|out| writeln!(out, "{}", path.path.display()));
    }
    let settings = settings::load(&RealDisk, environment, asked.file.as_deref())?;
    print(|out| output::write_lines(out, &settings.config.to_ron()))
}
