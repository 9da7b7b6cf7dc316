//! Character boundaries near any byte of a text.

/// Returns the largest character boundary of `text` that is not after `byte`.
pub(super) fn floor(text: &str, byte: usize) -> usize {
    let mut floor = byte.min(text.len());
    while !text.is_char_boundary(floor) {
        floor -= 1;
    }
    floor
}

/// Returns the smallest character boundary of `text` that is not before `byte`, its length for what lies after it.
pub(super) fn ceiling(text: &str, byte: usize) -> usize {
    let mut ceiling = byte.min(text.len());
    while !text.is_char_boundary(ceiling) {
        ceiling += 1;
    }
    ceiling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_inside_a_character_has_a_boundary_on_each_side() {
        let text = "a’b";
        assert_eq!([0, 1, 2, 3, 4, 9].map(|byte| floor(text, byte)), [0, 1, 1, 1, 4, 5]);
        assert_eq!([0, 1, 2, 3, 4, 9].map(|byte| ceiling(text, byte)), [0, 1, 4, 4, 4, 5]);
    }
}
