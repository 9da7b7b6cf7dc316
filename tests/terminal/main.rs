//! Programs in a real terminal: what they show, and how they leave it.

#[path = "../support/pty.rs"]
mod pty;

mod given_back;
mod journeys;
