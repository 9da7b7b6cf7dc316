//! Schema files: RON text to a checked [`Schema`], and the schemas that come with the program.

use ron::value::RawValue;
use serde::Deserialize;

use super::error::{Problem, ReadError};
use super::native::syntax;
use super::place::{Place, Seeker};
use crate::annotation::Schema;
use crate::annotation::schema::{LONGEST_WORD, SchemaError, word_lines};

/// The bundled schemas as RON text, by name.
pub const BUNDLED: [(&str, &str); 2] =
    [("news", include_str!("../../assets/schemas/news.ron")), ("parc", include_str!("../../assets/schemas/parc.ron"))];

/// Returns the bundled schema called `name`.
///
/// # Panics
///
/// Never: a test reads every bundled schema.
#[must_use]
pub fn bundled(name: &str) -> Option<Schema> {
    let (_, text) = BUNDLED.iter().find(|(bundled, _)| *bundled == name)?;
    Some(read_schema(text).expect("bundled schemas are tested"))
}

/// Reads a schema file.
///
/// # Errors
///
/// When the notation is broken, a field is unknown or written twice, or names or keys clash; with line and column.
pub fn read_schema(text: &str) -> Result<Schema, ReadError> {
    let schema: Schema = syntax::options().from_str(text).map_err(|error| syntax::problem(&error))?;
    schema.check().map_err(|error| {
        let at = locate(text, &schema, &error);
        ReadError { problem: Problem::Syntax(error.to_string()), at }
    })?;
    Ok(schema)
}

/// Checks the text of a word list.
///
/// # Errors
///
/// When a line is too long; with its number.
pub fn check_words(text: &str) -> Result<(), WordsError> {
    match word_lines(text).find(|(_, word)| word.len() > LONGEST_WORD) {
        Some((line, _)) => Err(WordsError { line }),
        None => Ok(()),
    }
}

/// Why a word list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} has more than {LONGEST_WORD} bytes")]
pub struct WordsError {
    /// The number of the line that is too long, from 1.
    pub line: usize,
}

/// The lists of a schema file as they are written.
#[derive(Deserialize)]
struct Lists<'a> {
    #[serde(default, borrow)]
    labels: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    attributes: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    codes: Vec<&'a RawValue>,
}

/// Returns where the label, attribute or variable stands that `error` is about: of two that clash, the later one.
fn locate(text: &str, schema: &Schema, error: &SchemaError) -> Option<Place> {
    let lists: Lists = syntax::options().from_str(text).ok()?;
    let label = |name: &str| schema.labels.iter().rposition(|label| label.name == name);
    let attribute = |name: &str| schema.attributes.iter().rposition(|attribute| attribute.name == name);
    let variable = |name: &str| schema.codes.iter().rposition(|variable| variable.name == name);
    let holding = |value: &str| {
        let holds = |named: &crate::annotation::schema::Attribute| named.values.iter().any(|found| found.name == value);
        schema.attributes.iter().position(holds)
    };
    let in_labels = |at: Option<usize>| at.and_then(|at| lists.labels.get(at));
    let in_attributes = |at: Option<usize>| at.and_then(|at| lists.attributes.get(at));
    let in_codes = |at: Option<usize>| at.and_then(|at| lists.codes.get(at));
    let part = match error {
        SchemaError::NoLabel => None,
        SchemaError::NoName("label") => in_labels(label("")),
        SchemaError::NoName("variable") => in_codes(variable("")),
        SchemaError::NoName("attribute") => in_attributes(attribute("")),
        SchemaError::NoName(_) => in_attributes(holding("")),
        SchemaError::DoubledLabel(name)
        | SchemaError::KeyTaken { label: name, .. }
        | SchemaError::EmptyWord(name)
        | SchemaError::LongWord(name) => in_labels(label(name)),
        SchemaError::DoubledKey { second, .. } => in_labels(label(second)),
        SchemaError::NoKey { name, .. } => in_labels(label(name)).or_else(|| in_attributes(holding(name))),
        SchemaError::DoubledAttribute(name)
        | SchemaError::UnknownLabel { attribute: name, .. }
        | SchemaError::DoubledValueKey { attribute: name, .. } => in_attributes(attribute(name)),
        SchemaError::DoubledVariable(name) => in_codes(variable(name)),
        SchemaError::DoubledValue { name, .. } => in_codes(variable(name)).or_else(|| in_attributes(attribute(name))),
    };
    part.map(|part| Seeker::new(text).place(part.get_ron()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::schema::{AppliesTo, SINGLE_KEYS};

    #[test]
    fn every_bundled_schema_reads_and_carries_its_name() {
        for (name, text) in BUNDLED {
            let schema = read_schema(text).expect(name);
            assert_eq!(schema.name, name);
            assert_eq!(bundled(name), Some(schema));
        }
        assert_eq!(bundled("nothing"), None);
    }

    #[test]
    fn the_bundled_schemas_give_the_four_single_keys_to_the_same_labels() {
        for (name, _) in BUNDLED {
            let schema = bundled(name).expect(name);
            let alone: Vec<(char, &str)> = schema
                .labels
                .iter()
                .filter(|label| label.key_alone)
                .map(|label| (label.key, label.name.as_str()))
                .collect();
            assert_eq!(alone, [('p', "person"), ('o', "organization"), ('t', "place"), ('d', "date")]);
            assert!(alone.iter().all(|(key, _)| SINGLE_KEYS.contains(*key)));
            assert!(schema.attributes.iter().any(|attribute| attribute.on == AppliesTo::Attribution));
            assert!(schema.labels.len() <= 9, "every label has a digit");
        }
    }

    #[test]
    fn a_word_list_is_one_string_a_line_of_limited_length() {
        assert_eq!(check_words(""), Ok(()));
        let long = "喀".repeat(LONGEST_WORD / 3 + 1);
        assert_eq!(check_words(&format!("# {long}\r\n{}\r\n", "w".repeat(LONGEST_WORD))), Ok(()));
        let told = check_words(&format!("Ordal\n\n{long}")).map_err(|error| error.to_string());
        assert_eq!(told, Err(format!("line 3 has more than {LONGEST_WORD} bytes")));
    }

    const LABELS: &str = r#"labels: [
        (name: "person", title: "Person", short: "Person", key: 'p', wash: person),
        (name: "place", title: "Place", short: "Place", key: 't', wash: place),
    ]"#;

    fn told(schema: &str) -> String {
        let text = format!("// ours\n(\n    name: \"own\",\n    {schema},\n)");
        read_schema(&text).map_or_else(|error| error.to_string(), |_| "reads".to_owned())
    }

    #[test]
    fn a_flaw_is_told_with_the_line_it_stands_in() {
        assert_eq!(told(LABELS), "reads");
        assert_eq!(told("labels: []"), "the schema has no label");
        assert_eq!(
            told(&LABELS.replace("'t'", "'p'")),
            "6:9: the labels `person` and `place` both ask for the key `p`; free letters are abcdefghijklmnoqrstuvwxyz"
        );
        assert_eq!(
            told(&LABELS.replace("wash: person", "key_alone: true, wash: persn")),
            "5:93: unexpected `persn`, expected one of `person`, `organization`, `place`, `date`, `group`, `event`, \
             `number`, `other`"
        );
        assert_eq!(
            told(&LABELS.replace("wash: place", "wash: place, words: [\"Melvice\", \"\"]")),
            "6:9: the label `place` has an empty string among its `words`"
        );
        let hidden = LABELS.replace("'t'", "'h', key_alone: true");
        assert_eq!(
            told(&hidden),
            "6:9: the label `place` asks for the single key `h`; single keys for labels are p o t d s, others go \
             behind `,`"
        );
        let attributes = "attributes: [\n        (name: \"use\", title: \"Use\", on: mention([\"plaec\"])),\n    ]";
        assert_eq!(
            told(&format!("{LABELS},\n    {attributes}")),
            "9:9: the attribute `use` is for the label `plaec`, which the schema does not have"
        );
        let codes = "codes: [(name: \"genre\", title: \"Genre\", values: [\"report\", \"report\"])]";
        assert_eq!(told(&format!("{LABELS},\n    {codes}")), "8:13: the value `report` of `genre` stands twice");
    }
}
