//! Settling: carrying out what was chosen for a set that another program has changed.
//!
//! Whatever leaves the set's file or the set for it is copied to a file of its own first. What the file holds is compared
//! again right before it is written over; if it has changed once more, it is left as it is, and the choice is open again.

use std::fmt::Write as _;

use super::{Base, Ground, WriteError, Writer};
use crate::annotation::merge::{Choice, Counts, Theirs, difference, merge};
use crate::annotation::{Edit, Timestamp, Transaction};
use crate::format::native;
use crate::store::backup::{self, Reason};
use crate::store::disk::Stamp;
use crate::store::error::{Named, if_there};
use crate::store::stable::read_stable;
use crate::store::texts::both;
use crate::text::sha256;

/// What comes next after a choice.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// This transaction is to be done right after operation `after`, and handed in as any other; the choice is carried
    /// out when it is safe.
    Change {
        /// The number of the last operation that it takes into account.
        after: u64,
        /// What is to be done.
        transaction: Transaction,
    },
    /// Nothing: it is done, or could not be, which is told.
    Done,
}

/// What was chosen and is not done yet.
#[derive(Debug)]
pub(super) struct Agreed {
    pub(super) choice: Choice,
    /// The SHA-256 of what the file held then; `None` if there was none.
    pub(super) hash: Option<String>,
    /// It takes place after the operation of this number.
    pub(super) seq: u64,
    /// What that operation does, nothing if it is one of long ago.
    pub(super) edits: Vec<Edit>,
    /// When it was chosen; `None` if nobody had to be asked, since nothing was done here.
    pub(super) asked: Option<Timestamp>,
}

impl Writer {
    /// Chooses what becomes of the set now that another program has changed its file. `now` is the time of day.
    #[must_use]
    pub fn choose(&mut self, choice: Choice, now: Timestamp) -> Step {
        match self.try_choose(choice, now) {
            Ok(step) => step,
            // It is again as this program left it, and nothing is to be chosen.
            Err(WriteError::Foreign { .. }) if self.foreign.is_none() => Step::Done,
            Err(error) => {
                self.fail(&error);
                Step::Done
            }
        }
    }

    fn try_choose(&mut self, choice: Choice, now: Timestamp) -> Result<Step, WriteError> {
        self.prepare()?;
        self.look_outside()?;
        let Some(foreign) = &self.foreign else { return Ok(Step::Done) };
        if !self.waiting.is_empty() {
            self.told.push("what was done here has to be saved before that can be chosen".to_owned());
            return Ok(Step::Done);
        }
        if !foreign.theirs.allows(choice) {
            self.told.push(format!("that cannot be done with {} as it is now", self.place.name()));
            return Ok(Step::Done);
        }
        if choice == Choice::Both {
            return self.move_out().map(|()| Step::Done);
        }
        let hash = foreign.hash.clone();
        let transaction = match &foreign.theirs {
            Theirs::Set { .. } => self.transaction(choice)?,
            Theirs::Gone | Theirs::Unusable { .. } => Transaction { summary: String::new(), edits: Vec::new() },
        };
        let after = self.last_seq();
        let seq = after + u64::from(!transaction.edits.is_empty());
        self.agreed = Some(Agreed { choice, hash, seq, edits: transaction.edits.clone(), asked: Some(now) });
        if transaction.edits.is_empty() {
            return self.carry_out().map(|()| Step::Done);
        }
        Ok(Step::Change { after, transaction })
    }

    /// Returns what `choice` changes in the set as it is here.
    fn transaction(&mut self, choice: Choice) -> Result<Transaction, WriteError> {
        let hash = self.foreign.as_ref().and_then(|foreign| foreign.hash.clone());
        let Some((bytes, _)) = self.unchanged(hash.as_deref())? else { return Err(self.foreign_error()) };
        let [base, mine, theirs] = self.three(&bytes).map_err(WriteError::Broken)?;
        let theirs_did = Counts::of(&difference(&base, &theirs)).words();
        Ok(match choice {
            Choice::Theirs => {
                let summary = format!("take what another program made of the set ({theirs_did})");
                Transaction { summary, edits: difference(&mine, &theirs) }
            }
            Choice::Merge | Choice::Both => {
                let merged = merge(&base, &mine, &theirs)?;
                let mut summary = format!("merge what another program did ({theirs_did}");
                for (ids, words) in [(&merged.conflicts, "kept as here"), (&merged.doubled, "on words tagged here too")]
                {
                    if !ids.is_empty() {
                        // Writing to a string cannot fail.
                        let _ = write!(summary, "; {} {words}", ids.len());
                    }
                }
                summary.push(')');
                Transaction { summary, ..merged.transaction }
            }
        })
    }

    /// Returns whether something was agreed whose time has come.
    pub(super) fn is_agreed(&self) -> bool {
        let safe = match &self.ground {
            Ground::File(base) => self.since.last().map_or(base.seq, |operation| operation.seq),
            Ground::New(..) => return false,
        };
        self.agreed.as_ref().is_some_and(|agreed| agreed.seq <= safe)
    }

    /// Does what was agreed, if its time has come.
    pub(super) fn carry_out(&mut self) -> Result<(), WriteError> {
        let Some(agreed) = self.agreed.take() else { return Ok(()) };
        if self.since.last().map_or(self.durable, |operation| operation.seq) < agreed.seq {
            self.agreed = Some(agreed);
            return Ok(());
        }
        let result = match agreed.choice {
            Choice::Theirs => self.take_theirs(&agreed),
            Choice::Merge | Choice::Both => self.write_over(&agreed),
        };
        // A disk that fails is tried again; a file that has changed once more is asked about again.
        match result {
            Err(error @ WriteError::Foreign { .. }) => Err(error),
            Err(error) if self.foreign.is_some() => {
                self.agreed = Some(agreed);
                Err(error)
            }
            Err(error) => Err(error),
            Ok(()) => {
                self.failure = None;
                self.begin_anew();
                self.forget_kept();
                Ok(())
            }
        }
    }

    /// Lets the set's file be what all later operations build on. It is not written.
    fn take_theirs(&mut self, agreed: &Agreed) -> Result<(), WriteError> {
        let Some((bytes, stamp)) = self.unchanged(agreed.hash.as_deref())? else { return Err(self.foreign_error()) };
        let text = String::from_utf8(bytes).map_err(|error| WriteError::Broken(error.to_string()))?;
        if let Some(now) = agreed.asked {
            let mine = self.text_before(agreed)?;
            let backup = backup::keep(&*self.disk, &self.place, mine.as_bytes(), Reason::Merge, now)?;
            let (name, path) = (self.place.name(), backup.path.display());
            self.told
                .push(format!("{name} is taken as the other program left it; as it was here it is kept in {path}"));
            self.told.extend(backup.told);
        }
        let next = Base::new(text, Some(stamp), agreed.seq);
        self.mark(&next)?;
        self.build_on(next);
        self.is_as_found = true;
        Ok(())
    }

    /// Writes the set as it is here in the place of what another program has left.
    fn write_over(&mut self, agreed: &Agreed) -> Result<(), WriteError> {
        let theirs = self.unchanged(agreed.hash.as_deref())?;
        let Ground::File(base) = &self.ground else { return Err(WriteError::Lost) };
        let (text, _) = self.put_together(base)?;
        let mut sentence = format!("{} is written again", self.place.name());
        let now = agreed.asked.unwrap_or_default();
        if let Some((bytes, _)) = &theirs {
            let backup = backup::keep(&*self.disk, &self.place, bytes, Reason::Merge, now)?;
            let done = if agreed.edits.is_empty() { sentence.as_str() } else { "both are merged" };
            sentence = format!("{done}; as the other program left it, it is kept in {}", backup.path.display());
            self.told.extend(backup.told);
        }
        self.write_set(text, self.last_seq())?;
        self.told.push(sentence);
        Ok(self.settle()?)
    }

    /// Returns the file of the set with the state it was read in, if it still holds what has this SHA-256.
    fn unchanged(&mut self, hash: Option<&str>) -> Result<Option<(Vec<u8>, Stamp)>, WriteError> {
        let found = read_stable(&*self.disk, self.place.set(), native::MAX_SET_BYTES as u64)?;
        let now = found.as_ref().map(|(bytes, _)| sha256(bytes));
        if now.as_deref() != hash {
            self.look_outside()?;
            return Err(self.foreign_error());
        }
        if let (Some(foreign), Some((_, stamp))) = (&mut self.foreign, &found) {
            foreign.stamp = Some(*stamp);
        }
        Ok(found)
    }

    /// Returns the set's file as it was here before the operation that `agreed` begins with.
    fn text_before(&self, agreed: &Agreed) -> Result<String, WriteError> {
        let Ground::File(base) = &self.ground else { return Err(WriteError::Lost) };
        // What is chosen this way is on the texts of the set's file.
        let documents = both(&self.base);
        let mut set = native::read(&base.text, documents).map_err(|error| WriteError::Broken(error.to_string()))?;
        let before = agreed.seq - u64::from(!agreed.edits.is_empty());
        for operation in self.all().take_while(|operation| operation.seq <= before) {
            set.apply(&operation.transaction)?;
        }
        Ok(native::write(&set, documents))
    }

    /// Removes the file in which the set was kept while its own belonged to another program.
    pub(super) fn forget_kept(&mut self) {
        let path = self.place.kept();
        let there = if_there(self.disk.stamp(&path)).named("look at", &path);
        let removed = there.and_then(|there| there.map_or(Ok(()), |_| self.disk.remove(&path).named("remove", &path)));
        self.told.extend(removed.err().map(|error| error.to_string()));
        self.kept = 0;
    }
}
