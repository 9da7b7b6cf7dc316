//! How many paragraphs begin before steps through a text, so that a number is found by reading one step.

/// How many bytes lie between two counts.
const STEP: usize = 4 * 1024;

/// The counts at steps through one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    /// How many begin before `0`, `STEP`, `2 * STEP` and so on.
    marks: Box<[u32]>,
    total: usize,
}

impl Counts {
    /// Counts what begins at `starts`, bytes in rising order, in a text of `length` bytes.
    pub(super) fn new(length: usize, starts: impl Iterator<Item = usize>) -> Self {
        let mut marks = Vec::with_capacity(length / STEP + 1);
        let mut total = 0_u32;
        for start in starts {
            marks.resize((start / STEP + 1).max(marks.len()), total);
            // Articles are refused above 64 MiB, so that 32 bits always hold the count.
            total = total.saturating_add(1);
        }
        marks.resize((length / STEP + 1).max(marks.len()), total);
        Counts { marks: marks.into(), total: total as usize }
    }

    /// Returns how many there are.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Returns the start of the step that holds `byte`, and how many begin before it.
    pub(super) fn before(&self, byte: usize) -> (usize, usize) {
        let step = (byte / STEP).min(self.marks.len().saturating_sub(1));
        (step * STEP, self.marks.get(step).map_or(0, |&count| count as usize))
    }

    /// Returns the start of the step in which number `number` begins, and how many begin before it.
    pub(super) fn step_of(&self, number: usize) -> (usize, usize) {
        let step = self.marks.partition_point(|&count| (count as usize) < number).saturating_sub(1);
        (step * STEP, self.marks.get(step).map_or(0, |&count| count as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_is_counted_before_each_step() {
        let counts = Counts::new(3 * STEP, [0, 5, STEP - 1, STEP, 2 * STEP + 1].into_iter());
        assert_eq!(counts.total(), 5);
        assert_eq!(counts.before(STEP - 1), (0, 0));
        assert_eq!(counts.before(STEP), (STEP, 3));
        assert_eq!(counts.before(3 * STEP), (3 * STEP, 5));
        assert_eq!(counts.step_of(1), (0, 0));
        assert_eq!(counts.step_of(3), (0, 0));
        assert_eq!(counts.step_of(4), (STEP, 3));
        assert_eq!(counts.step_of(5), (2 * STEP, 4));
    }

    #[test]
    fn an_empty_text_has_one_step() {
        let counts = Counts::new(0, std::iter::empty());
        assert_eq!((counts.total(), counts.before(7), counts.step_of(1)), (0, (0, 0), (0, 0)));
    }
}
