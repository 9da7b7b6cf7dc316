//! Attributions by keys: the builder, its guesses and its repairs.

use super::{Bench, RIGHT, bench_at};
use crate::annotation::{Attribution, Edit, Id, Party, Provenance, Record, Transaction};
use crate::text::{DocId, Span};

impl Bench {
    /// Returns the attributions as `source | cue | content`, in the order of the text; the pieces of a part parted by ` … `.
    fn attributions(&self) -> Vec<String> {
        let mut found: Vec<(usize, String)> = self
            .editor
            .set()
            .records()
            .filter_map(|record| match record {
                Record::Attribution(one) => Some((one.spans().map(Span::start).min().unwrap_or(0), self.shown(one))),
                _ => None,
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, words)| words).collect()
    }

    fn shown(&self, one: &Attribution) -> String {
        let document = self.editor.document(one.doc);
        let spans = |spans: Vec<&Span>| {
            spans.into_iter().map(|span| document.covered_span(span)).collect::<Vec<_>>().join(" + ")
        };
        let sources = spans(one.sources.iter().filter_map(|party| party.span.as_ref()).collect());
        format!("{sources} | {} | {}", spans(one.cues.iter().collect()), spans(one.contents.iter().collect()))
    }

    /// Makes the first `words` of the left article the part in hand of the builder, as the mouse does.
    fn put(&mut self, words: &str) -> &mut Self {
        self.at(crate::text::DocId::A, words);
        self.editor.follow_builder();
        self
    }

    fn attribution(&self) -> &Attribution {
        self.editor
            .set()
            .records()
            .find_map(|record| match record {
                Record::Attribution(one) => Some(one),
                _ => None,
            })
            .expect("there is an attribution")
    }
}

/// A text with the selection said by `|…|`, keys, and the attributions that they make.
#[track_caller]
fn attributes(text: &str, keys: &str, expected: &[&str]) {
    let mut bench = bench_at(text);
    bench.keys(keys);
    assert_eq!(bench.attributions(), expected, "{}", bench.screen());
}

#[test]
fn two_keys_make_an_attribution_where_the_guess_is_right() {
    attributes("The mayor |said| the dam holds.", "a a", &["The mayor | said | the dam holds"]);
    attributes("“It holds,” |said| Ayşe Şahin.", "a enter", &["Ayşe Şahin | said | “It holds,”"]);
    attributes("The mayor |said| the dam holds.", "a a u", &[]);
    attributes("The mayor |said| the dam holds.", "a a u U", &["The mayor | said | the dam holds"]);
    attributes("The mayor |said| the dam holds.", "a esc", &[]);
    attributes("The mayor |said| the dam holds.", "a x", &[]);
}

#[test]
fn the_part_in_hand_moves_as_a_selection_does() {
    attributes("The old mayor |said| the dam holds today.", "a n H a", &["The old mayor | said | the dam holds"]);
    attributes("The old mayor |said| the dam holds.", "a s > a", &["old mayor | said | the dam holds"]);
    attributes("The mayor of it |said| it, and I slept.", "a n ( a", &["The mayor of it | said | it"]);
    attributes("The mayor |has| said the dam holds.", "a c L a", &["The mayor | has said | the dam holds"]);
}

#[test]
fn another_guess_is_one_digit_away() {
    let mut bench = bench_at("A resident, reached by telephone, |said| the dam holds.");
    bench.keys("a s");
    let screen = bench.screen();
    assert!(screen.contains("1 A resident, reached by") && screen.contains("2 A resident"), "{screen}");
    bench.keys("2 a");
    assert_eq!(bench.attributions(), ["A resident | said | the dam holds"]);
}

#[test]
fn parts_are_missing_split_and_several() {
    attributes("The mayor |said| the dam holds.", "a s - a", &[" | said | the dam holds"]);
    attributes("The mayor |said| the dam holds.", "a n - a", &["The mayor | said | "]);
    attributes(
        "Three were hurt, officials |said|, one of them badly.",
        "a a",
        &["officials | said | Three were hurt … one of them badly"],
    );
    attributes("The mayor |said| it holds. It does.", "a n + a", &["The mayor | said | it holds … It does"]);
    attributes("Aydın |said| it. Bora agreed.", "a s & a", &["Aydın + Bora | said | it"]);
}

#[test]
fn a_quotation_alone_is_a_content_without_a_cue() {
    attributes("“It holds.” So he.", "m q a - a", &[" |  | “It holds.”"]);
}

#[test]
fn a_quotation_that_runs_on_has_the_source_before_it() {
    let mut bench = bench_at("“It holds,” |said| Ayşe. She left. “It will hold.”");
    bench.keys("a a ] q ] q S a");
    assert_eq!(bench.attributions(), ["Ayşe | said | “It holds,”", " |  | “It will hold.”"]);
    let first = bench.editor.set().records().find_map(|record| match record {
        Record::Attribution(one) if !one.cues.is_empty() => Some(one.id),
        _ => None,
    });
    let on = bench.editor.set().records().any(|record| match record {
        Record::Attribution(one) => one.continues == first && first.is_some(),
        _ => false,
    });
    assert!(on, "the second goes on with the first");
}

/// Who spoke last is who began last, however far a longer attribution reaches that began before.
#[test]
fn who_spoke_last_is_found_though_somebody_began_earlier_and_went_on_longer() {
    let long = "The dam holds. ".repeat(200);
    let text = format!("Ayşe told them so. Bora said it rained. {long}“It will hold.”");
    for ends in [text.len() - 40, 2040] {
        let mut bench = Bench::with(&text, RIGHT, |options| {
            let document = &options.documents[0];
            let span = |bytes: std::ops::Range<usize>| document.span(bytes).expect("whole words");
            let of = |words: &str| text.find(words).map(|at| span(at..at + words.len())).expect("it is there");
            let mut said = |number, source: &str, cue: &str, content: Span| {
                let mut one = Attribution::empty(Id::from_bits(number), DocId::A, Provenance::default());
                one.sources = vec![Party { span: Some(of(source)), ..Party::default() }];
                (one.cues, one.contents) = (vec![of(cue)], vec![content]);
                options.set.apply(&Transaction::of("", Edit::add(Record::Attribution(one)))).expect("it fits");
            };
            let from = text.find("The dam").expect("it is there");
            said(1, "Ayşe", "told", span(from..ends));
            said(2, "Bora", "said", of("it rained"));
        });
        bench.at(DocId::A, "“It will").keys("S a");
        let on = bench.editor.set().records().find_map(|record| match record {
            Record::Attribution(one) => one.continues,
            _ => None,
        });
        assert_eq!(on, Some(Id::from_bits(2)), "{ends}: {}", bench.screen());
    }
}

#[test]
fn what_lies_in_the_content_of_another_is_nested_in_it() {
    let text = "It held but an aide |confirmed| it was shut, Kestrel Wire reported.";
    let mut bench = bench_at(text);
    bench.keys("a a ] a").keys("/").type_text("reported").keys("enter a a");
    assert_eq!(bench.attributions().len(), 2, "{}", bench.screen());
    let within: Vec<bool> = bench
        .editor
        .set()
        .records()
        .filter_map(|record| match record {
            Record::Attribution(one) => Some(one.within.is_some()),
            _ => None,
        })
        .collect();
    assert_eq!(within.iter().filter(|nested| **nested).count(), 1, "{:?}", bench.attributions());
    bench.keys("[ a").keys("a");
    assert!(bench.screen().contains("inside"), "{}", bench.screen());
}

#[test]
fn attributes_have_a_capital_each_and_the_mode_is_computed() {
    let mut bench = bench_at("“It holds,” |said| Ayşe.");
    bench.keys("a N a");
    let attributes = &bench.attribution().attributes;
    assert_eq!(attributes.get("mode").map(String::as_str), Some("direct"));
    assert_eq!(attributes.get("naming").map(String::as_str), Some("named"));
    bench.keys("a M a");
    assert_eq!(bench.attribution().attributes.get("mode").map(String::as_str), Some("indirect"));
}

#[test]
fn an_attribution_is_changed_and_removed_where_it_stands() {
    let mut bench = bench_at("The old mayor |said| the dam holds today.");
    bench.keys("a a a n H a");
    assert_eq!(bench.attributions(), ["The old mayor | said | the dam holds"]);
    bench.keys("u");
    assert_eq!(bench.attributions(), ["The old mayor | said | the dam holds today"]);
    bench.keys("a x");
    assert_eq!(bench.attributions(), Vec::<String>::new());
    bench.keys("u");
    assert_eq!(bench.attributions(), ["The old mayor | said | the dam holds today"]);
}

#[test]
fn a_source_that_is_a_mention_is_tied_to_it() {
    let mut bench = bench_at("The |Taliban| said so.");
    bench.keys("o l a a");
    assert!(bench.attribution().sources.first().is_some_and(|party| party.mention.is_some()));
}

#[test]
fn nothing_is_begun_in_a_set_that_is_held() {
    let mut bench = Bench::with("The mayor said so.", RIGHT, |options| options.held = Some("in use".to_owned()));
    bench.keys("l l a");
    assert!(bench.message().contains("in use"), "{}", bench.message());
    assert!(!bench.screen().contains("Attribution"));
}

#[test]
fn the_builder_never_panics_on_any_screen_or_text() {
    for text in ["|a|", "|，|洪水", "|👩‍👩‍👧| said e\u{301}", "“|"] {
        let mut bench = bench_at(text);
        for keys in ["a", "s c n t b", "1 2 3 4 ] [", "+ + & - - -", "e e E ( ) H L < >", "S D M R N V", "a"] {
            bench.keys(keys);
            for (width, height) in [(1, 1), (20, 5), (50, 12), (80, 24), (160, 48)] {
                bench.input(crate::editor::input::InputKind::Resize(width, height));
                let _ = bench.screen();
            }
        }
    }
}

#[test]
fn help_in_the_builder_says_its_keys_and_leads_back() {
    let mut bench = bench_at("The mayor |said| the dam holds.");
    bench.keys("a ?");
    assert!(bench.screen().contains("Keys  in the attribution"), "{}", bench.screen());
    assert!(bench.screen().contains("take the attribution as it is"), "{}", bench.screen());
    assert!(!bench.screen().contains("label the selection"), "labels are not given here: {}", bench.screen());
    bench.keys("esc");
    assert!(bench.screen().contains("── Attribution"), "{}", bench.screen());
    bench.keys("a");
    assert_eq!(bench.attributions(), ["The mayor | said | the dam holds"]);
}

#[test]
fn a_source_can_be_an_entity_with_words_or_without() {
    let mut bench = bench_at("They |said| the dam holds.");
    bench.keys("a s =");
    bench.type_text("Taliban");
    bench.keys("enter");
    assert!(bench.screen().contains("They = Taliban"), "{}", bench.screen());
    bench.keys("a");
    let party = bench.attribution().sources.first().cloned().expect("there is a source");
    assert!(party.span.is_some() && party.entity.is_some(), "{party:?}");
    // Nobody in the text: the entity alone.
    bench.keys("a s - = enter");
    assert!(bench.screen().contains("s source  Taliban"), "{}", bench.screen());
    bench.keys("a");
    let party = bench.attribution().sources.first().cloned().expect("there is a source");
    assert!(party.span.is_none() && party.entity.is_some(), "{party:?}");
    // No entity and no words: no source.
    bench.keys("a s =");
    bench.type_text("no entity");
    bench.keys("enter a");
    assert!(bench.attribution().sources.is_empty(), "{:?}", bench.attribution().sources);
    bench.keys("u u u u");
    assert_eq!(bench.attributions(), Vec::<String>::new());
    assert_eq!(bench.editor.set().entities().count(), 0);
}

#[test]
fn a_source_moved_to_other_words_is_no_longer_who_it_was() {
    let mut bench = bench_at("They |said| the dam holds, Bora slept.");
    bench.keys("a s =").type_text("Taliban").keys("enter a");
    let entity = bench.attribution().sources[0].entity;
    assert!(entity.is_some());
    // Another time, the same words: still the same one, by a person's word. Other words: somebody else.
    bench.keys("a n H L a");
    assert_eq!(bench.attribution().sources[0].entity, entity);
    bench.keys("a s").put("Bora");
    assert!(!bench.screen().contains("Taliban"), "{}", bench.screen());
    bench.keys("a");
    assert_eq!(
        (bench.attribution().sources[0].entity, bench.attributions()[0].split(' ').next()),
        (None, Some("Bora"))
    );
    // What is said in the builder stays when the words are moved in it.
    bench.keys("a s = enter").put("They").keys("a");
    assert_eq!(bench.attribution().sources[0].entity, entity, "{}", bench.screen());
}

#[test]
fn a_new_party_is_made_with_the_attribution_and_never_without() {
    let mut bench = bench_at("The |Kestrel Wire| said so.");
    bench.keys("o").at(crate::text::DocId::A, "said");
    bench.keys("a n");
    assert!(!bench.screen().contains("= who"), "{}", bench.screen());
    bench.keys("s");
    assert!(bench.screen().contains("= who"), "the key is said where it works: {}", bench.screen());
    bench.keys("=").type_text("KW Ltd").keys("enter");
    assert!(bench.screen().contains("= KW Ltd"), "{}", bench.screen());
    bench.keys("esc");
    assert_eq!((bench.editor.set().entities().count(), bench.journal.len()), (0, 1), "nothing is left of it");
    bench.at(crate::text::DocId::A, "said").keys("a s =").type_text("KW Ltd").keys("enter");
    assert!(bench.row("s source").contains(" = KW Ltd "), "{}", bench.screen());
    bench.keys("a");
    let entity = bench.editor.set().entities().next().expect("it is there").clone();
    assert_eq!((entity.name.as_str(), entity.label.as_str()), ("KW Ltd", "organization"));
    assert_eq!(bench.attribution().sources[0].entity, Some(entity.id));
    bench.keys("u");
    assert_eq!(
        (bench.editor.set().entities().count(), bench.attributions().len()),
        (0, 0),
        "one change, undone as one"
    );
}

#[test]
fn what_lies_no_more_in_a_content_is_nested_in_the_next_one_around_it() {
    let mut bench = Bench::new("Wire reported that Ayşe said Bora confirmed it was shut today.", RIGHT);
    for (cue, content) in [
        ("reported", "Ayşe said Bora confirmed it was shut today"),
        ("said", "Bora confirmed it was shut today"),
        ("confirmed", "it was shut today"),
    ] {
        bench.at(crate::text::DocId::A, cue).keys("a n").put(content).keys("a");
    }
    let within = |bench: &Bench, cue: &str| {
        let by_cue = |wanted: &str| {
            let found =
                bench.editor.set().attributions().find(|one| {
                    one.cues.iter().any(|span| bench.editor.document(one.doc).covered_span(span) == wanted)
                });
            found.expect("it is there").clone()
        };
        let outer = by_cue(cue).within.and_then(|id| bench.editor.claim(id).cloned());
        outer.map(|outer| bench.editor.document(outer.doc).covered_span(&outer.cues[0]))
    };
    assert_eq!(within(&bench, "confirmed").as_deref(), Some("said"));
    assert_eq!(within(&bench, "said").as_deref(), Some("reported"));
    // The content of the one in the middle goes before the inner one.
    bench.at(crate::text::DocId::A, "said").keys("a n").put("Bora").keys("a");
    assert_eq!(within(&bench, "confirmed").as_deref(), Some("reported"), "{}", bench.screen());
    bench.keys("u");
    assert_eq!(within(&bench, "confirmed").as_deref(), Some("said"));
}

#[test]
fn quoted_and_unquoted_words_together_are_mixed() {
    let mut bench = bench_at("“It holds,” |said| Ayşe. It was shut. “It will hold.”");
    bench.keys("a");
    let mode = |bench: &mut Bench| {
        bench.keys("a");
        bench.attribution().attributes.get("mode").cloned()
    };
    bench.keys("n &").put("It was shut");
    assert_eq!(mode(&mut bench).as_deref(), Some("mixed"), "{}", bench.screen());
    let mut bench = bench_at("“It holds,” |said| Ayşe. “It will hold.”");
    bench.keys("a n &").put("“It will hold.”");
    assert_eq!(mode(&mut bench).as_deref(), Some("direct"), "{}", bench.screen());
}

#[test]
fn a_capital_that_the_key_map_gives_away_is_no_attributes() {
    let keys = |bench: &Bench| -> String { bench.editor.attribute_keys().into_iter().map(|(key, _)| key).collect() };
    let bench = bench_at("It |said| so.");
    let usual = keys(&bench);
    assert!(usual.contains('M') && usual.contains('N'), "{usual}");
    let bench = Bench::with("It said so.", RIGHT, |options| {
        let binding = crate::editor::keymap::Binding {
            place: crate::editor::command::Where::Builder,
            keys: vec![crate::editor::key::Key::char('M')],
            run: Some(crate::editor::command::Command::PartState),
        };
        options.keymap = crate::editor::keymap::Keymap::new(&options.schema, &[binding]).expect("no clash");
    });
    assert!(!keys(&bench).contains('M'), "{}", keys(&bench));
}

#[test]
fn whoever_spoke_before_must_have_a_source() {
    let mut bench = bench_at("“It holds,” |said| Ayşe. She left. “It will hold.”");
    bench.keys("a s - a ] q ] q S");
    assert_eq!(bench.message(), "nobody speaks before this: a makes an attribution");
}
