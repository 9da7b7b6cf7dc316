//! Keeping: opening a set with its articles, the journal, snapshots, the lock. The only files.

pub mod article;
pub mod backup;
pub mod check;
pub mod checksum;
pub mod disk;
pub mod doctor;
pub mod error;
pub mod journal;
pub mod line;
pub mod lock;
pub mod open_error;
pub mod past;
pub mod place;
pub mod real;
pub mod replace;
pub mod replay;
pub mod session;
pub mod side;
pub mod simulated;
pub mod stable;
#[cfg(test)]
pub(crate) mod testing;
pub mod texts;
pub mod writer;

pub use article::{Article, Source};
pub use disk::{Disk, Lock, OpenFile, Stamp};
pub use error::FileError;
pub use open_error::OpenError;
pub use place::Place;
pub use real::RealDisk;
pub use simulated::SimulatedDisk;
pub use texts::Texts;
