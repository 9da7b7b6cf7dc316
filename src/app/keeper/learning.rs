//! Learning from the past, beside the keys.

use std::sync::Arc;

use crate::editor::input::Lesson;
use crate::suggest::ground::Ground;
use crate::suggest::{Labels, Learner, Teaching};
use crate::text::Document;

/// Returns what `lessons` teach, taken in the order of time.
pub(super) fn learned(documents: &[Arc<Document>; 2], labels: &Labels, lessons: &[Lesson]) -> Learner {
    let mut order: Vec<&Lesson> = lessons.iter().collect();
    order.sort_by_key(|lesson| (lesson.on, lesson.number));
    let (mut learner, mut ground) = (Learner::default(), Ground::default());
    let mut teaching = Teaching { documents, ground: &mut ground, labels };
    for lesson in order {
        learner.take(lesson.number, lesson.doc, &lesson.decided, &mut teaching);
    }
    learner
}
