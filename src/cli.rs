//! The command line: arguments in, one call of the library, words and an exit code out.

#[allow(dead_code)]
mod args;
#[allow(dead_code)]
mod environment;
#[allow(dead_code)]
mod formats;
#[allow(dead_code)]
mod output;
#[allow(dead_code)]
mod plain;
