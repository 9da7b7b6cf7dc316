//! Labels that a gold file has and the schema does not, added in memory with a letter of their own.

use crate::annotation::Schema;
use crate::annotation::schema::Label;

/// Why the labels of a gold file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// There is no letter left.
    #[error("there is no letter left for the label `{0}`")]
    NoLetter(String),
    /// The letters clash with commands.
    #[error("the labels cannot have keys: {0}")]
    Keys(String),
}

/// Returns `schema` with those of `labels` that it lacks, and a sentence that names them.
pub(super) fn with_labels<'label>(
    mut schema: Schema,
    labels: impl Iterator<Item = &'label str>,
) -> Result<(Schema, Vec<String>), LabelError> {
    let mut added: Vec<&str> = Vec::new();
    for label in labels {
        if schema.labels.iter().any(|known| known.name == label) {
            continue;
        }
        let taken = |letter: &char| schema.labels.iter().any(|known| known.key == *letter);
        let first = label.chars().flat_map(char::to_lowercase).filter(char::is_ascii_lowercase);
        let letters = first.chain('a'..='z').chain('\u{3b1}'..='\u{3c9}').chain('\u{430}'..='\u{44f}');
        let key =
            letters.into_iter().find(|letter| !taken(letter)).ok_or_else(|| LabelError::NoLetter(label.to_owned()))?;
        schema.labels.push(Label::new(label, key));
        added.push(label);
    }
    let name = &schema.name;
    let note = format!("added to the schema {name} for this replay: {}", added.join(", "));
    Ok((schema, if added.is_empty() { Vec::new() } else { vec![note] }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::schema::bundled;

    #[test]
    fn each_new_label_has_a_letter_of_its_own() {
        let news = bundled("news").expect("it is bundled");
        let (schema, notes) =
            with_labels(news.clone(), ["place", "Weapon", "weather", "東"].into_iter()).expect("letters are left");
        assert_eq!(schema.check(), Ok(()));
        assert_eq!(schema.labels.len(), news.labels.len() + 3);
        assert_eq!(notes, ["added to the schema news for this replay: Weapon, weather, 東"]);
        let many: Vec<String> = (0..100).map(|number| format!("label {number}")).collect();
        assert!(matches!(with_labels(news, many.iter().map(String::as_str)), Err(LabelError::NoLetter(_))));
    }
}
