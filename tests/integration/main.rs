//! The whole program from outside: its assets, and its command line as a process.

mod sample;
