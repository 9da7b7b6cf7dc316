//! Any text as a set: an error has a place in the text, and what reads is written so that it reads the same again.

use diptych::format::{FORMATS, export, native, schema};
use diptych::text::{DocId, Document};

use crate::output::commands;
use crate::pair;
use crate::place::lies_in;

/// Checks `bytes` as a set file; two texts after NUL bytes take the place of the pair's own.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split('\0');
    let file = parts.next().unwrap_or_default();
    let document = |id, given: Option<&str>, own: &str| Document::new(id, given.unwrap_or(own).to_owned());
    let left = document(DocId::A, parts.next(), pair::TEXTS[0]);
    let right = document(DocId::B, parts.next(), pair::TEXTS[1]);
    let documents = [&left, &right];
    let head = native::head(file);
    match native::read(file, documents) {
        Ok(set) => {
            let head = head.expect("a set that reads has a head");
            assert_eq!((&head.set, &head.schema, &head.annotator), (&set.name, &set.schema, &set.annotator));
            let written = native::write(&set, documents);
            let again = native::read(&written, documents)
                .unwrap_or_else(|error| panic!("{error} in what was written:\n{written}"));
            assert!(pair::same(&again, &set), "what was read:\n{file}\nwhat was written:\n{written}");
            assert_eq!(native::write(&again, documents), written);
            assert!(!written.contains(|character| commands(character) && character != '\n'), "{written}");
            let schema = schema::bundled("news").expect("bundled");
            for format in FORMATS {
                assert!(!export(format, &set, documents, &schema).files.is_empty());
            }
        }
        Err(error) => {
            if let Some(at) = error.at {
                lies_in(file, at.line, at.column, &error.to_string());
            }
            assert!(!error.to_string().is_empty() && !error.hint().is_empty());
        }
    }
    let lines = file.split('\n').count();
    let remains = native::remains(file.as_bytes());
    assert!(remains.records.iter().all(|piece| (1..=lines).contains(&piece.line)));
    assert!(remains.missing.iter().all(|missing| (1..=lines).contains(&missing.line)));
    for piece in &remains.records {
        if let Err(missing) = piece.record(documents) {
            assert!(!missing.what.is_empty() && !missing.why.is_empty());
        }
    }
}
