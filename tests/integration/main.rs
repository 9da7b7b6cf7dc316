//! The whole program from outside: its assets, and its command line as a process.

mod export;
mod lines;
mod refused;
mod run;
mod sample;
mod settings;
