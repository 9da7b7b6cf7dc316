//! Links: what is tied to the claim or the sentence under the selection, and tying more.
//!
//! [`ends`] says what the two ends of a tie are in words and places, [`offer`] lists what an end may be tied to,
//! [`follow`] goes from one end to the other.

mod ends;
mod follow;
mod offer;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

pub(super) use ends::sign;
pub(super) use follow::Following;
pub(super) use offer::{Offer, says};

use super::Editor;
use super::input::{Effect, Request};
use super::people::People;
use crate::annotation::Member;
use crate::compare::Comparison;
use crate::compare::comparison::{AT_ONCE, TooLarge, size};
use crate::compare::facing::{Facing, Found};
use crate::text::Document;

/// What the editor knows of ties beside those in the set.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    /// What the two texts have in common, once it was needed.
    facing: Option<Arc<Facing>>,
    /// The texts that the worker was asked to compare.
    asked: Option<[Arc<Document>; 2]>,
    /// What people have said of sentences, once it was needed.
    pub people: Option<People>,
    /// What differs between two sentences that a person has tied and the comparison has not.
    pub by_hand: RefCell<HashMap<(usize, usize), (f32, Found)>>,
    /// The end that was marked, to be tied to another one.
    pub marked: Option<Member>,
    /// What the list in front offers.
    pub offer: Option<Offer>,
    /// The ends that are gone through.
    pub following: Option<Following>,
}

impl Links {
    /// Returns whether the two texts have been compared.
    pub fn has_comparison(&self) -> bool {
        self.facing.is_some()
    }

    /// Returns what was found, of whatever texts.
    pub fn facing(&self) -> Option<&Arc<Facing>> {
        self.facing.as_ref()
    }

    /// Forgets what lies in texts that are shown no more.
    pub fn forget(&mut self) {
        *self = Links::default();
    }
}

/// What is known of what two texts have in common.
pub(super) enum Compared {
    /// All.
    Ready(Arc<Comparison>),
    /// Nothing yet: the worker is at it.
    Asked,
    /// Nothing, and why.
    Never(String),
}

impl Editor {
    /// Returns what the two texts have in common. Small ones are compared at once, others by the worker.
    pub(super) fn compared(&mut self) -> Compared {
        if let Some(found) = self.facing() {
            return Compared::Ready(Arc::clone(&found.comparison));
        }
        if size(&self.documents) <= AT_ONCE {
            return match Facing::between(&self.documents) {
                Ok(found) => {
                    let comparison = Arc::clone(&found.comparison);
                    self.links.facing = Some(Arc::new(found));
                    Compared::Ready(comparison)
                }
                Err(error) => Compared::Never(error.to_string()),
            };
        }
        if let Err(error) = Comparison::allowed(&self.documents) {
            return Compared::Never(error.to_string());
        }
        self.ask_to_compare();
        Compared::Asked
    }

    /// Asks the worker to compare the two texts, if it was not asked already.
    pub(super) fn ask_to_compare(&mut self) {
        let is_asked =
            |asked: &[Arc<Document>; 2]| asked.iter().zip(&self.documents).all(|(one, other)| Arc::ptr_eq(one, other));
        if !self.links.asked.as_ref().is_some_and(is_asked) {
            self.links.asked = Some(self.documents.clone());
            self.effects.push(Effect::Ask(Request::Compare(self.documents.clone())));
        }
    }

    /// Takes in what the worker has found; nothing that is selected or seen of the texts changes by it.
    pub(super) fn compared_report(&mut self, found: Result<Arc<Facing>, TooLarge>) {
        match found {
            Ok(found) if found.comparison.is_of(&self.documents) => {
                self.links.asked = None;
                self.links.facing = Some(found);
                self.offer_more();
            }
            Ok(_) => {}
            Err(error) => {
                self.links.asked = None;
                self.tell(&error.to_string());
            }
        }
    }
}
