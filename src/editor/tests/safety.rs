//! Keys at random on texts nobody prepared: nothing panics, and the set and its undo always hold.

use proptest::prelude::*;

use super::Bench;
use crate::editor::command::{TABLE, Where};
use crate::editor::input::InputKind;
use crate::editor::key::Key;

/// Returns every key that begins a binding, and some that are bound nowhere.
fn keys() -> impl Strategy<Value = Vec<Key>> {
    let mut keys: Vec<Key> = Vec::new();
    for entry in TABLE.iter().filter(|entry| !entry.name.starts_with("leave")) {
        if entry.place == Where::Text {
            continue;
        }
        for sequence in entry.keys {
            keys.extend(sequence.split(' ').filter_map(|key| key.parse::<Key>().ok()));
        }
    }
    keys.extend("potd123,g.;xX".chars().map(Key::char));
    keys.sort_unstable();
    keys.dedup();
    prop::collection::vec(prop::sample::select(keys), 1..120)
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Dostum said. ".to_owned()),
        Just("“the city’s fall”, ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("喀布尔机场。".to_owned()),
        Just("كابول مدينة ".to_owned()),
        Just("👩‍👧 ".to_owned()),
        Just("e\u{301}\u{301}".to_owned()),
        Just("\t\u{202e}\u{0}".to_owned()),
        "[a-z]{0,30} ",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_keys_break_the_set_or_its_undo(left in text(), right in text(), keys in keys()) {
        let mut bench = Bench::new(&left, &right);
        for (count, key) in keys.into_iter().enumerate() {
            bench.input(InputKind::Key(key));
            if count % 7 == 0 {
                let (width, height) = (u16::try_from(count * 3 % 170).unwrap_or(80), u16::try_from(count % 50).unwrap_or(24));
                bench.input(InputKind::Resize(width, height));
            }
            let _ = bench.screen();
            let selection = bench.editor.selection();
            let document = bench.editor.document(bench.editor.focus());
            prop_assert!(document.is_grapheme_border(selection.start) && document.is_grapheme_border(selection.end));
        }
        bench.keys("esc esc esc");
        bench.editor.locked = false;
        bench.input(InputKind::Resize(80, 24));
        let again = bench.journal.clone();
        let mut set = Bench::new(&left, &right).editor.set().clone();
        for operation in &again {
            prop_assert!(set.apply(&operation.transaction).is_ok());
        }
        prop_assert_eq!(set.records().count(), bench.editor.set().records().count());
        // Everything goes back to the beginning.
        for _ in 0..=again.len() {
            bench.keys("u");
        }
        prop_assert!(bench.mentions().is_empty(), "{:?}", bench.mentions());
    }
}
