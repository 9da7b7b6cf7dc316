//! The command line: arguments in, one call of the library, words and an exit code out.
//!
//! [`args`] declares it. Data goes to standard output and words to standard error; the code is 0, 1 where something
//! was found or refused, or 2 where the program was used wrongly or cannot use what it was given.

mod args;
mod environment;
mod formats;
mod output;
#[allow(dead_code)]
mod plain;
mod settings;

use std::process::ExitCode;

use clap::Parser;

use self::args::{Arguments, Command};
use self::environment::Environment;
use self::output::{Failure, print};
use crate::config::EXAMPLE;
use crate::editor::key_table;
use crate::store::RealDisk;

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
        Some(Command::Keys(asked)) => keys(asked, environment)?,
        Some(Command::Config(asked)) => config(asked, environment)?,
        Some(Command::Formats(asked)) if asked.json => print(|out| formats::write_json(out))?,
        Some(Command::Formats(_)) => print(|out| formats::write_text(out))?,
        Some(Command::Export(_) | Command::Stats(_) | Command::Check(_)) | None => {}
    }
    Ok(ExitCode::SUCCESS)
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
