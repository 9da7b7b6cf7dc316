//! Whatever a set holds, its file and its journal keep; whatever a file holds, reading it never panics.

use crate::annotation::SetBuilder;
use crate::format::arbitrary::{self, documents, same};
use crate::format::native::*;
use proptest::prelude::*;

proptest! {
    /// What a file brought is kept packed until it is looked at, and then it is what was entered.
    #[test]
    fn a_packed_record_is_the_one_that_was_packed(records in arbitrary::records()) {
        let mut builder = SetBuilder::new("s", "news", "mk");
        for record in &records {
            prop_assert_eq!(builder.enter(record.clone()), Ok(true));
            prop_assert_eq!(builder.enter(record.clone()), Ok(false), "it is there already");
        }
        let set = builder.finish().expect("they fit together");
        prop_assert_eq!(set.len(), records.len());
        for record in &records {
            prop_assert_eq!(set.kind(record.id()), Some(record.kind()));
            prop_assert_eq!(set.get(record.id()), Some(record));
        }
    }

    #[test]
    fn every_set_reads_back_equal_and_writes_the_same_bytes(set in arbitrary::set()) {
        let text = write(&set, documents());
        let back = read(&text, documents());
        prop_assert!(back.is_ok(), "{}\n{text}", back.err().map_or_else(String::new, |error| error.to_string()));
        let back = back.expect("asserted");
        prop_assert!(same(&set, &back), "{text}");
        prop_assert_eq!(write(&back, documents()), text);
    }

    #[test]
    fn each_annotation_has_a_line_of_its_own(set in arbitrary::set()) {
        let text = write(&set, documents());
        let lines = text.lines().filter(|line| line.starts_with("        (")).count();
        prop_assert_eq!(lines, set.records().count());
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn the_head_is_that_of_the_whole_file(set in arbitrary::set()) {
        let head = head(&write(&set, documents())).expect("a whole file has a head");
        prop_assert_eq!((&head.set, &head.schema, &head.annotator), (&set.name, &set.schema, &set.annotator));
        prop_assert_eq!(head.documents.len(), set.count(crate::annotation::RecordKind::Document));
    }

    #[test]
    fn every_operation_is_one_line_that_reads_back(operation in arbitrary::operation()) {
        let line = encode_operation(&operation, documents());
        prop_assert!(!line.chars().any(char::is_control));
        let back = decode_operation(&line, documents());
        prop_assert_eq!(back, Ok(operation));
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics(
        set in arbitrary::set(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), 0..40usize, "[()\\[\\]{}\",:a-z0-9\\\\\n/*<#]{0,3}"), 1..4),
    ) {
        let mut text: Vec<char> = write(&set, documents()).chars().collect();
        for (at, length, put) in hits {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, put.chars());
        }
        let text: String = text.into_iter().collect();
        drop(head(&text));
        if let Ok(back) = read(&text, documents()) {
            let again = write(&back, documents());
            prop_assert_eq!(read(&again, documents()).map(|set| write(&set, documents())), Ok(again));
        }
    }
}
proptest! {
    // Each prefix is read from its start, so that a few lines are enough.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_proper_prefix_of_an_operation_reads(mut operation in arbitrary::operation()) {
        operation.transaction.edits.truncate(1);
        let line = encode_operation(&operation, documents());
        let borders: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        // A value ends with `)`: wherever one stands, and at a hundred other places.
        let step = borders.len() / 100 + 1;
        let ends = |at: &usize| line.get(..*at).is_some_and(|prefix| prefix.trim_end().ends_with(')'));
        for at in borders.iter().step_by(step).chain(borders.iter().filter(|at| ends(at))) {
            prop_assert!(decode_operation(line.get(..*at).expect("a border"), documents()).is_err());
        }
    }
}
