//! Records, the set they make, and the edits that change it: what people say of the texts.
//!
//! All annotation is standoff: records point into documents by position and never change them. Every change
//! of the set is a [`Transaction`].

pub mod attribution;
pub mod build;
mod counted;
pub mod edit;
pub mod entities;
pub mod history;
pub mod id;
pub mod index;
pub mod integrity;
pub mod mend;
pub mod merge;
pub mod names;
mod packed;
pub mod provenance;
pub mod record;
mod records;
pub mod revision;
pub mod rules;
pub mod schema;
pub mod set;
pub mod speaker;
pub mod stats;
pub mod ties;

pub use attribution::{Attribution, AttributionState, Party};
pub use build::SetBuilder;
pub use counted::counted;
pub use edit::{Edit, EditError, Swap, Transaction};
pub use history::{History, Operation, OperationKind};
pub use id::{Id, IdError, IdSource};
pub use names::{Names, Who};
pub use provenance::{How, Provenance, Timestamp};
pub use record::{
    Code, Decision, DecisionOn, Difference, DocumentInfo, Entity, Link, LinkKind, Member, Mention, Record, RecordKind,
};
pub use schema::Schema;
pub use set::Set;
pub use stats::Stats;
