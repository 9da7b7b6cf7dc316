//! Keeping: opening a set with its articles, the journal, snapshots, the lock. The only files.

pub mod checksum;
pub mod disk;
pub mod error;
pub mod journal;
pub mod line;
pub mod lock;
pub mod place;
pub mod real;
pub mod replace;
pub mod simulated;

pub use disk::{Disk, Lock, OpenFile, Stamp};
pub use error::FileError;
pub use real::RealDisk;
pub use simulated::SimulatedDisk;
