//! All alike: one key labels every identical string in both articles, as one change that can be looked through.

use std::cmp::Reverse;
use std::ops::Range;

use super::Editor;
use super::identical::MOST;
use super::stepping::What;
use super::tagging::Repeatable;
use crate::annotation::{DecisionOn, Edit, How, Id, Mention, OperationKind, Record, Transaction};
use crate::text::{DocId, Span};

/// What becomes of one identical string.
enum Fate {
    /// It gets the label.
    Label,
    /// It has this label.
    Has,
    /// It lies in a longer tag or likely name that has this label.
    Longer,
    /// It has another label, which stays.
    Other,
    /// Somebody said that it is nothing there.
    Dismissed,
}

/// What labelling a string comes to.
#[derive(Default)]
struct Plan {
    spans: Vec<Span>,
    /// How many there are in each article.
    counts: [usize; 2],
    /// How many keep another label.
    others: usize,
    /// How many lie in longer names.
    longer: usize,
    /// How many were dismissed.
    dismissed: usize,
}

impl Editor {
    /// Gives the label that has `place` in the schema to every string identical to the selected one.
    pub(super) fn label_alike_at(&mut self, place: usize) {
        match self.schema.labels.get(place).map(|label| label.name.clone()) {
            Some(label) => self.label_alike(&label),
            None => self.tell(&format!("the schema {} has {} labels", self.schema.name, self.schema.labels.len())),
        }
    }

    /// Gives `label` to every string of both articles that is identical to the selected one.
    pub(super) fn label_alike(&mut self, label: &str) {
        let Ok(here) = self.document(self.focus).span(self.selection()) else {
            self.tell("nothing is selected");
            return;
        };
        let string = self.document(self.focus).slice(self.selection()).to_owned();
        let (words, title) = (self.quoted(&here), self.label_title(label).to_owned());
        let Some(plan) = self.plan(&string, label, &here) else {
            self.warn(&format!("{words} stands more than {MOST} times: too many for one key"));
            return;
        };
        self.repeatable = Some(Repeatable::Alike(label.to_owned()));
        let relabelled = self.exact_mention().filter(|mention| mention.label != label).cloned();
        if plan.spans.is_empty() && relabelled.is_none() {
            self.tell(&format!("no {words} is left to tag as {title}{}", rest(&plan)));
            return;
        }
        let mut edits = self.refusals(&string);
        let mut bulk = Vec::new();
        for span in plan.spans {
            let mut provenance = self.provenance();
            if span == here {
                edits.extend(self.taken_back(&span));
            } else {
                provenance.how = How::AllAlike;
            }
            let id = self.new_id();
            bulk.push(id);
            edits.push(Edit::add(Record::Mention(Mention::new(id, span, label, provenance))));
        }
        edits.extend(relabelled.map(|before| {
            let mut after = self.with_label(&before, label);
            after.provenance = self.provenance();
            bulk.push(before.id);
            Edit::replace(Record::Mention(before), Record::Mention(after))
        }));
        let tagged = bulk.len();
        let [a, b] = plan.counts;
        let rest = rest(&Plan { spans: Vec::new(), ..plan });
        let summary = format!("tag {tagged} {words} {title}");
        if self.commit(OperationKind::Do, Transaction { summary, edits }) {
            self.last_tag = self.exact_mention().map(|mention| mention.id);
            self.hand = self.last_tag;
            self.bulk = bulk;
            let look = if tagged > 1 { " · ]p look through" } else { "" };
            self.tell(&format!("{tagged} tagged: {a} in A, {b} in B{rest} · u undo{look}"));
            self.decided(self.last_tag);
        }
    }

    /// Returns what labelling every `string` comes to; none if there are too many.
    fn plan(&self, string: &str, label: &str, here: &Span) -> Option<Plan> {
        let mut plan = Plan::default();
        let found = self.all_of(string)?;
        let found = DocId::BOTH
            .into_iter()
            .zip(found)
            .flat_map(|(doc, strings)| strings.into_iter().map(move |bytes| (doc, bytes)));
        for (doc, bytes) in found {
            let Ok(span) = self.document(doc).span(bytes) else { continue };
            let is_here = span == *here && self.exact_mention().is_none();
            match if is_here { Fate::Label } else { self.fate(&span, label) } {
                Fate::Label => {
                    plan.counts[doc.index()] += 1;
                    plan.spans.push(span);
                }
                Fate::Has => {}
                Fate::Longer => plan.longer += 1,
                Fate::Other => plan.others += 1,
                Fate::Dismissed => plan.dismissed += 1,
            }
        }
        // The one that is selected and has another label takes this one, too.
        if self.exact_mention().is_some_and(|mention| mention.label != label) {
            plan.counts[here.doc().index()] += 1;
            plan.others = plan.others.saturating_sub(1);
        }
        Some(plan)
    }

    /// Returns what becomes of `span`.
    fn fate(&self, span: &Span, label: &str) -> Fate {
        let bytes = span.start()..span.end();
        let mut fate = Fate::Label;
        for record in self.set.touching(span.doc(), &bytes) {
            match record {
                Record::Mention(mention) if mention.span == *span && mention.label != label => return Fate::Other,
                Record::Mention(mention) if mention.label == label && mention.span == *span => return Fate::Has,
                Record::Mention(mention) if mention.label == label && holds(&mention.span, &bytes) => {
                    fate = Fate::Longer;
                }
                Record::Decision(decision) if decision.on == DecisionOn::NotHere(span.clone()) => {
                    fate = Fate::Dismissed;
                }
                _ => {}
            }
        }
        // *Dostum* in *Abdul Rashid Dostum*, which is likely to become one tag as a whole.
        let longer = self.likely(span.doc(), &bytes).into_iter().any(|stop| {
            let same = matches!(&stop.what, What::Mention { label: Some(other), .. } if other == label);
            same && stop.bytes.start <= bytes.start && bytes.end <= stop.bytes.end && stop.bytes != bytes
        });
        if longer { Fate::Longer } else { fate }
    }

    /// Returns the edits that take back that `string` was refused in both articles.
    fn refusals(&self, string: &str) -> Vec<Edit> {
        if !self.strings.is_refused(string) {
            return Vec::new();
        }
        let refused =
            self.set.decisions().filter(|decision| matches!(&decision.on, DecisionOn::NotThis(of) if of == string));
        refused.map(|decision| Edit::remove(Record::Decision(decision.clone()))).collect()
    }

    /// Goes to the next tag of the last change that labelled all alike (to the one before, if `back`).
    pub(super) fn step_alike(&mut self, back: bool) {
        let place = |mention: &Mention| (mention.span.doc(), mention.span.start(), Reverse(mention.span.end()));
        let mut tags: Vec<&Mention> = self.bulk.iter().filter_map(|id| self.set.mention(*id)).collect();
        tags.sort_by_key(|mention| place(mention));
        if tags.is_empty() {
            self.tell("nothing was tagged all alike in this session: a capital label key does");
            return;
        }
        let selection = self.selection();
        let here = (self.focus, selection.start, Reverse(selection.end));
        let at = if back {
            tags.iter().rposition(|mention| place(mention) < here).unwrap_or(tags.len() - 1)
        } else {
            tags.iter().position(|mention| place(mention) > here).unwrap_or(0)
        };
        let Some(mention) = tags.get(at) else { return };
        let (id, span, count) = (mention.id, mention.span.clone(), tags.len());
        self.mark_place();
        self.take_in_hand(id, &span);
        self.tell(&format!("{} of {count} tagged all alike · x takes this one away", at + 1));
    }

    /// Returns the ids of the tags made by the last change that labelled all alike.
    #[must_use]
    pub fn tagged_alike(&self) -> &[Id] {
        &self.bulk
    }
}

/// Returns what was left as it is, in words.
fn rest(plan: &Plan) -> String {
    let counts =
        [(plan.others, "have another label"), (plan.dismissed, "are nothing"), (plan.longer, "in longer names")];
    let words = counts.into_iter().filter(|(count, _)| *count > 0);
    words.map(|(count, what)| format!(" · {count} {what}")).collect::<Vec<_>>().concat()
}

/// Returns whether a piece of `span` holds all of `bytes`.
fn holds(span: &Span, bytes: &Range<usize>) -> bool {
    span.pieces().any(|piece| piece.start() <= bytes.start && bytes.end <= piece.end())
}
