//! Schema files: RON text to a checked [`Schema`], and the schemas that come with the program.

use super::error::{Problem, ReadError};
use super::native::syntax;
use crate::annotation::Schema;

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
/// When the notation is broken, a field is unknown, or labels or keys clash.
pub fn read_schema(text: &str) -> Result<Schema, ReadError> {
    let schema: Schema = syntax::options().from_str(text).map_err(|error| syntax::problem(&error))?;
    schema.check().map_err(|error| Problem::Syntax(error.to_string()))?;
    Ok(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_schema_reads_and_carries_its_name() {
        for (name, text) in BUNDLED {
            let schema = read_schema(text).expect(name);
            assert_eq!(schema.name, name);
            assert_eq!(bundled(name), Some(schema));
        }
        assert_eq!(bundled("nothing"), None);
    }
}
