//! What an export could not write of the set at hand, counted by kind.

/// One kind of loss, declared once where a format can lose it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Loss {
    /// The words for one of them.
    pub one: &'static str,
    /// The words for several.
    pub many: &'static str,
    /// Why, or what is written in their place.
    pub why: &'static str,
}

/// Losses in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct Losses(Vec<(&'static Loss, usize)>);

impl Losses {
    /// Counts `times` more of `loss`.
    pub fn count(&mut self, loss: &'static Loss, times: usize) {
        if times == 0 {
            return;
        }
        match self.0.iter_mut().find(|(found, _)| *found == loss) {
            Some((_, count)) => *count += times,
            None => self.0.push((loss, times)),
        }
    }

    /// Returns one sentence for each kind: `2 links: brat has no link across documents`.
    pub fn sentences(&self) -> Vec<String> {
        let sentence = |(Loss { one, many, why }, count): &(&Loss, usize)| {
            let words = if *count == 1 { one } else { many };
            format!("{count} {words}: {why}")
        };
        self.0.iter().map(sentence).collect()
    }
}
