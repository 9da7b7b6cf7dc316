//! The whole program from outside: its assets, and its command line as a process.

#[path = "../support/pty.rs"]
#[expect(dead_code, reason = "another test binary uses the rest")]
mod pty;

mod carry;
mod check;
mod compare;
mod desk;
mod doctor;
mod ends;
mod export;
mod formats;
mod history;
mod lines;
mod readers;
mod readme;
mod rebase;
mod refused;
mod replay;
mod run;
mod said;
mod sample;
mod settings;
mod start;
mod suggest;
