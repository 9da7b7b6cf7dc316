//! Programs in a real terminal: what they show, and how they leave it.

#[path = "../support/pty.rs"]
#[expect(dead_code, reason = "another test binary uses the rest")]
mod pty;

mod bytes;
mod given_back;
mod journeys;
mod others;
mod rebase;
