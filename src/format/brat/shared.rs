//! What the annotation files of both documents share.

use super::config::Used;
use super::names::Names;
use crate::format::losses::Losses;

/// Names, losses, and the kinds that the configuration declares.
pub(super) struct Shared {
    pub types: Names,
    pub attributes: Names,
    pub used: Used,
    pub losses: Losses,
}
