//! The second step of opening: the set read and checked against its articles, and the journal replayed.

use std::sync::Arc;

use super::apart::{self, Apart, Outside};
use super::{Opening, read_set};
use crate::annotation::{Edit, Operation, Record, Set, Transaction};
use crate::format::{ReadError, native};
use crate::store::article::Article;
use crate::store::error::{Named, if_there};
use crate::store::journal::{self, Header};
use crate::store::line::{self, Tail};
use crate::store::lock::{self, Claim, Held};
use crate::store::open_error::{OpenError, doctor_hint};
use crate::store::past::Past;
use crate::store::place::{Place, title};
use crate::store::replay::{Fit, Replay, replay};
use crate::store::texts::{Pair, TextError, Texts, Walk, both};
use crate::store::writer::{Base, Ground, Start, Writer};
use crate::text::{DocId, sha256};

/// How often a set is read anew that another program is just writing.
const TRIES: usize = 5;

/// A pair that is open.
pub struct Opened {
    /// The articles, with the texts that the set is on.
    pub articles: [Arc<Article>; 2],
    /// The set.
    pub set: Set,
    /// Where it lies.
    pub place: Place,
    /// The number of the last operation.
    pub last: u64,
    /// How many operations the journal brought back that the set's file did not hold.
    pub recovered: usize,
    /// Why nothing can be changed, in a few words: `in use by mk (process 4711 on hera)`.
    pub read_only: Option<String>,
    /// Documents whose article on the disk is another text now, with its SHA-256; the stored one is open.
    pub changed: Vec<(DocId, String)>,
    /// Sentences to tell, each without a full stop.
    pub told: Vec<String>,
    /// The operations of earlier sessions.
    pub past: Past,
    /// Keeps what is done; `None` if nothing can be changed.
    pub writer: Option<Writer>,
}

/// What the side files add to a set.
struct Added {
    set: Set,
    replay: Replay,
    renamed_from: Option<Place>,
    /// The texts that the file was made on, and those that the set is on with what the journal adds.
    texts: [Pair; 2],
    library: Texts,
}

impl Opening {
    /// Reads the set and brings back what the journal adds.
    ///
    /// # Errors
    ///
    /// When the set is damaged or was made on other articles. No file is changed.
    pub fn finish(mut self) -> Result<Opened, OpenError> {
        let result = self.read_all();
        let added = match result {
            Ok(added) => added,
            Err(error) => {
                self.unlock();
                return Err(error);
            }
        };
        self.judge(&added.replay);
        let Added { set, mut replay, renamed_from, texts: [base, at], library } = added;
        let changed = self.take_texts(&at);
        let (pending, writer) = match self.lock.take() {
            Some(lock) => self.begin(lock, &set, &mut replay, renamed_from.clone(), (base, library.clone())),
            None => (None, None),
        };
        let places = std::iter::once(self.place.clone()).chain(renamed_from).collect();
        let past = Past { disk: Arc::clone(&self.disk), places, last: replay.last, at, texts: library, pending };
        let recovered = replay.operations.len();
        Ok(Opened {
            articles: self.articles,
            set,
            place: self.place,
            last: replay.last,
            recovered,
            read_only: self.read_only,
            changed,
            told: self.told,
            past,
            writer,
        })
    }

    /// Returns the writer that goes on from what was read, and what another program did since the last session.
    fn begin(
        &mut self,
        lock: Held,
        set: &Set,
        replay: &mut Replay,
        renamed_from: Option<Place>,
        (base, texts): (Pair, Texts),
    ) -> (Option<Arc<Operation>>, Option<Writer>) {
        let (disk, place, articles) = (Arc::clone(&self.disk), self.place.clone(), self.articles.clone());
        let since: Vec<Arc<Operation>> = replay.operations.iter().cloned().map(Arc::new).collect();
        let outside = if self.apart.is_some() { None } else { self.outside(set, replay, &base) };
        let start =
            |ground| Writer::new(Start { disk, place, articles, base, texts, ground, since, renamed_from, lock });
        if let Some(apart) = self.apart.take() {
            let mut writer = start(Ground::File(Base::left(apart.text, replay.base)));
            // What cannot be looked at now is looked at before anything is written.
            self.told.extend(writer.look().err().map(|error| error.to_string()));
            return (None, Some(writer));
        }
        if outside.is_none() && replay.fit == Fit::Changed && replay.last > 0 {
            // A number that no operation has: no undo goes back over what nobody knows.
            (replay.base, replay.last) = (replay.base + 1, replay.last + 1);
        }
        match (self.set.take(), outside) {
            (Some(file), Some((apart, Some(operation)))) => {
                let mut writer = start(Ground::File(Base::new(apart.text, None, replay.base)));
                writer.adopt(file.stamp, sha256(&file.text), Some(Arc::clone(&operation)));
                replay.last = operation.seq;
                (Some(operation), Some(writer))
            }
            (Some(file), _) => (None, Some(start(Ground::File(Base::new(file.text, Some(file.stamp), replay.base))))),
            (None, _) => (None, Some(start(Ground::New(Box::new(set.clone()), replay.base)))),
        }
    }

    /// Returns the set as it was left, if no change waited for it and another program has changed its file since, with
    /// what that did; `None` where that cannot be known.
    fn outside(&mut self, set: &Set, replay: &Replay, texts: &Pair) -> Option<(Apart, Option<Arc<Operation>>)> {
        let file = self.set.as_ref().filter(|_| replay.fit == Fit::Changed)?;
        let apart = match apart::find(&*self.disk, &self.place, Some(&file.text)) {
            Ok(apart) => apart?,
            Err(error) => {
                self.told.push(error.to_string());
                return None;
            }
        };
        let now = (set, &file.head, &file.stamp);
        match apart::outside(&apart, now, replay.last + 1, both(texts)) {
            Outside::Done(operation) => Some((apart, Some(Arc::from(operation)))),
            Outside::Form => Some((apart, None)),
            Outside::Unknown => None,
        }
    }

    fn read_all(&mut self) -> Result<Added, OpenError> {
        let mut tries = 0;
        loop {
            let (texts, library) = self.base_texts()?;
            let added = self.read_once(texts, library)?;
            // The other program may have taken a snapshot between our reading the set and its journal.
            tries += 1;
            let stands_apart = !matches!(added.replay.fit, Fit::Known | Fit::None) || added.replay.damage.is_some();
            if self.lock.is_some() || !stands_apart || tries == TRIES {
                return Ok(added);
            }
            self.set = read_set(&*self.disk, &self.place)?;
        }
    }

    /// Returns the texts that the set's file was made on: those of the articles, or the stored ones of articles that were
    /// changed since.
    fn base_texts(&self) -> Result<(Pair, Texts), OpenError> {
        let mut base = self.articles.each_ref().map(|article| Arc::clone(article.document()));
        let library = Texts::new(vec![self.place.clone()], &base);
        let Some(head) = self.head() else { return Ok((base, library)) };
        for info in &head.documents {
            let place = info.doc.index();
            let article = &self.articles[place];
            if info.sha256.is_empty() || article.hash() == info.sha256 {
                continue;
            }
            base[place] = match library.get(&*self.disk, info.doc, &info.sha256) {
                Ok(stored) => stored,
                Err(TextError::File(error)) => return Err(error.into()),
                Err(TextError::Missing(_) | TextError::Other(_)) => {
                    let exchanged = self.articles[1 - place].hash() == info.sha256;
                    let (set, article) = (self.place.set().to_owned(), article.source().shown());
                    return Err(OpenError::OtherArticle { set, article, doc: info.doc, exchanged });
                }
            };
        }
        Ok((base, library))
    }

    /// Opens the articles with the texts `at`. Returns the documents whose article on the disk is another text, with its
    /// SHA-256.
    fn take_texts(&mut self, at: &Pair) -> Vec<(DocId, String)> {
        let mut changed = Vec::new();
        for (article, text) in self.articles.iter_mut().zip(at) {
            // One and the same value need not be hashed to be known as the same text.
            if Arc::ptr_eq(article.document(), text) || article.hash() == text.hash() {
                continue;
            }
            changed.push((text.id(), article.hash().to_owned()));
            *article = Arc::new(article.with(Arc::clone(text)));
        }
        changed
    }

    fn damaged(&self, problem: ReadError) -> OpenError {
        OpenError::Set { path: self.place.set().to_owned(), problem: Box::new(problem) }
    }

    fn read_once(&self, base: Pair, library: Texts) -> Result<Added, OpenError> {
        if let Some(apart) = &self.apart {
            return self.read_apart(apart, base, library);
        }
        let mut set = match &self.set {
            Some(file) => native::read(&file.text, both(&base)).map_err(|problem| self.damaged(problem))?,
            None => self.new_set(&base)?,
        };
        let mut walk = Walk::new(&*self.disk, &library, base.clone());
        let path = self.place.journal();
        let journal = if_there(self.disk.read(&path, u64::MAX)).named("read", &path)?;
        let (replay, renamed_from) = if let Some(bytes) = journal {
            // A file that is not there has no hash, and no journal knows it.
            let hash = self.set.as_ref().map_or_else(String::new, |file| sha256(&file.text));
            let mut replay = replay(&mut set, &hash, &bytes, &mut walk);
            replay.weigh_copy(&*self.disk, &self.place, &bytes)?;
            (replay, None)
        } else if let Some((old, bytes, hash)) = self.renamed_from()? {
            (replay(&mut set, &hash, &bytes, &mut walk), Some(old))
        } else {
            (Replay::none(Past::last_in_history(&*self.disk, &self.place)?), None)
        };
        let texts = [base, walk.now().clone()];
        Ok(Added { set, replay, renamed_from, texts, library })
    }

    /// Reads the set as this program left it, and brings back what the journal adds.
    fn read_apart(&self, apart: &Apart, base: Pair, library: Texts) -> Result<Added, OpenError> {
        let mut set = native::read(&apart.text, both(&base)).map_err(|problem| self.damaged(problem))?;
        let path = self.place.journal();
        let journal = self.disk.read(&path, u64::MAX).named("read", &path)?;
        let mut walk = Walk::new(&*self.disk, &library, base.clone());
        let replay = replay(&mut set, &apart.hash, &journal, &mut walk);
        let texts = [base, walk.now().clone()];
        Ok(Added { set, replay, renamed_from: None, texts, library })
    }

    /// Returns the set that a first change will write: empty, or the one to begin with.
    fn new_set(&self, texts: &Pair) -> Result<Set, OpenError> {
        let annotator = &self.options.holder.annotator;
        if let Some(text) = &self.options.begin_with {
            let mut set = native::read(text, both(texts)).map_err(|problem| self.damaged(problem))?;
            set.annotator.clone_from(annotator);
            return Ok(set);
        }
        let [left, right] = &self.articles;
        let mut set = Set::new(&title(&left.source().name(), &right.source().name()), &self.options.schema, annotator);
        let mut edits = Vec::new();
        for article in &self.articles {
            edits.push(Edit::add(Record::Document(article.info(&*self.disk, &self.place)?)));
        }
        set.apply(&Transaction { summary: String::new(), edits }).expect("two documents fit into an empty set");
        Ok(set)
    }

    /// Looks for the journal of a set that had another name: it knows the file, and its own set is gone.
    fn renamed_from(&self) -> Result<Option<(Place, Vec<u8>, String)>, OpenError> {
        let Some(file) = &self.set else { return Ok(None) };
        let side = self.place.side();
        let names = if_there(self.disk.list(&side)).named("list", &side)?.unwrap_or_default();
        for old in names.iter().filter_map(|name| self.place.of_journal(name)) {
            if if_there(self.disk.stamp(old.set())).named("look at", old.set())?.is_some() {
                continue;
            }
            let path = old.journal();
            let bytes = self.disk.read(&path, u64::MAX).named("read", &path)?;
            let read = line::read(&bytes);
            let Ok((header, _)) = Header::read(&read) else { continue };
            let hash = sha256(&file.text);
            let is_its = header.set == file.head.set && header.annotator == file.head.annotator;
            if is_its
                && journal::known(&read.lines, &header, &hash).is_some()
                && (self.lock.is_none() || self.is_free(&old))
            {
                return Ok(Some((old, bytes, hash)));
            }
        }
        Ok(None)
    }

    /// Returns whether no program has the set open that used to be at `old`.
    fn is_free(&self, old: &Place) -> bool {
        match lock::claim(&*self.disk, old, &self.options.holder) {
            Ok(Claim::Ours(held, _)) => held.release(&*self.disk, true).is_ok(),
            Ok(Claim::Theirs(_)) | Err(_) => false,
        }
    }

    /// Decides what the state of the journal means for this session.
    fn judge(&mut self, replay: &Replay) {
        let journal = self.place.journal();
        let journal = journal.display();
        let name = self.place.name();
        let refused = match (replay.fit, &replay.damage) {
            (_, Some(damage)) => {
                let hint = doctor_hint(self.place.set());
                Some(format!("{damage}; nothing is written, so that nothing is lost ({journal}); {hint}"))
            }
            (Fit::Foreign { waiting }, None) => {
                let what = if self.set.is_some() { "was changed by another program" } else { "is gone" };
                let kept = self.place.kept();
                let where_else = match self.disk.stamp(&kept) {
                    Ok(_) => format!(", and the set as it was here is {}", kept.display()),
                    Err(_) => String::new(),
                };
                let changes = match waiting {
                    1 => "1 change was not in it; it waits".to_owned(),
                    _ => format!("{waiting} changes were not in it; they wait"),
                };
                Some(format!("{name} {what} while {changes} in {journal}{where_else}"))
            }
            _ => None,
        };
        if let Some(reason) = refused {
            if self.lock.is_some() || self.read_only.is_none() {
                self.read_only = Some(reason);
            }
            self.unlock();
        }
        if self.lock.is_none() {
            return;
        }
        if let Tail::Torn { .. } = replay.tail {
            self.told.push("the last line of the journal was never finished and is left out".to_owned());
        }
        if !replay.operations.is_empty() {
            let count = replay.operations.len();
            let changes = if count == 1 { "change" } else { "changes" };
            self.told.push(format!("{count} {changes} came back from the journal"));
        }
    }
}
