//! Entities by keys: what a tag names, and the list of them all.

use super::{Bench, bench_at};
use crate::annotation::entities::named;
use crate::annotation::{Edit, Id, Provenance, Record, Transaction};

fn id(number: u64) -> Id {
    Id::from_bits(number)
}

/// A bench with an entity called `name` in the set.
fn with_entity(text: &str, label: &str, name: &str) -> Bench {
    let mut bench = bench_at(text);
    let entity = named(id(7), label, name, &Provenance::default());
    bench.editor.set.apply(&Transaction::of("", Edit::add(Record::Entity(entity)))).expect("nothing clashes");
    bench
}

impl Bench {
    /// Returns what the tags name, in the order of the texts: `Dostum = Abdul Rashid Dostum`.
    fn names(&self) -> Vec<String> {
        let set = self.editor.set();
        let mut mentions: Vec<_> = set.mentions().collect();
        mentions.sort_by_key(|mention| (mention.span.doc(), mention.span.start()));
        let words = |mention: &crate::annotation::Mention| {
            let name = mention.entity.and_then(|id| crate::annotation::entities::name_of(set, id)).unwrap_or("·");
            format!("{} = {name}", self.editor.document(mention.span.doc()).covered_span(&mention.span))
        };
        mentions.into_iter().map(words).collect()
    }
}

/// The words of the articles that most tests here tag.
const LEFT: &str = "Taliban took Kabul. Taliban left. The insurgents hid. Afghan press.";
const OTHER: &str = "Kabul fell to Taliban, Kabul said. Afghan press.";

/// A bench with every “Taliban”, “insurgents”, “Afghan” and “Kabul” of both articles tagged.
fn tagged(size: (u16, u16)) -> Bench {
    let mut bench = Bench::with(LEFT, OTHER, |options| options.size = size);
    for doc in crate::text::DocId::BOTH {
        for (word, label) in [("Taliban", "o"), ("insurgents", "o"), ("Afghan", "t"), ("Kabul", "t")] {
            let places: Vec<usize> = bench.editor.document(doc).text().match_indices(word).map(|(at, _)| at).collect();
            for at in places {
                bench.editor.show_place(doc, at..at + word.len());
                bench.keys(label);
            }
        }
    }
    bench.editor.show_place(crate::text::DocId::A, 0..7);
    bench
}

impl Bench {
    /// Returns the rows of the list of entities as they are drawn: `o Taliban ? 2 1`.
    fn listed(&self) -> Vec<String> {
        let entities = self.editor.entities.as_ref().expect("the list is open");
        let row = |row: &crate::annotation::entities::Joined| {
            let open = if row.is_open() { " ?" } else { "" };
            format!("{}{open} {} {}", row.name, row.counts[0], row.counts[1])
        };
        entities.rows.iter().map(row).collect()
    }

    fn entity(&self, name: &str) -> crate::annotation::Entity {
        let found = self.editor.set().entities().find(|entity| entity.name == name);
        found.unwrap_or_else(|| panic!("no entity {name}: {}", self.screen())).clone()
    }

    /// Undoes all of this session's changes but the tags, and checks that no entity is left.
    fn undo_entities(&mut self) {
        while self.editor.set().entities().next().is_some() {
            let before = self.journal.len();
            self.keys("u");
            assert!(self.journal.len() > before, "nothing is left to undo");
        }
        assert!(self.names().iter().all(|words| words.ends_with(" = ·")));
    }
}

#[test]
fn two_keys_say_what_a_tag_names() {
    let mut bench = with_entity("The |insurgents| took Kabul.", "organization", "Taliban");
    bench.keys("o = enter");
    assert_eq!(bench.names(), ["insurgents = Taliban"], "{}", bench.screen());
    bench.keys("u");
    assert_eq!(bench.names(), ["insurgents = ·"]);
    bench.keys("U");
    assert_eq!(bench.names(), ["insurgents = Taliban"]);
}

#[test]
fn words_without_a_tag_are_asked_about_by_their_sentence() {
    let mut bench = with_entity("The |insurgents| took Kabul.", "organization", "Taliban");
    bench.keys("=");
    assert!(bench.screen().contains("Same as  A ¶1  “The insurgents took Kabul.”"), "{}", bench.screen());
}

#[test]
fn equal_names_are_confirmed_with_one_key_each() {
    for size in [(80, 24), (160, 48)] {
        let mut bench = tagged(size);
        bench.keys("space e");
        assert_eq!(bench.listed(), ["Taliban ? 2 1", "Kabul ? 1 2", "Afghan ? 1 1", "insurgents ? 1 0"]);
        bench.keys("enter");
        assert_eq!(bench.message(), "“Taliban” is one entity with 3 mentions (A 2, B 1); 3 to confirm");
        bench.keys("enter enter enter");
        assert!(bench.message().ends_with("; none is left to confirm"), "{}", bench.message());
        assert_eq!(bench.listed(), ["Taliban 2 1", "Kabul 1 2", "Afghan 1 1", "insurgents 1 0"]);
        assert_eq!(bench.names()[0], "Taliban = Taliban");
        bench.keys("enter");
        assert!(bench.message().ends_with("is confirmed, and so are all others"), "{}", bench.message());
        bench.undo_entities();
        assert_eq!(bench.listed()[0], "Taliban ? 2 1", "the list follows what is undone in it");
    }
}

#[test]
fn one_is_merged_with_another_and_split_out_again() {
    let mut bench = tagged((80, 24));
    bench.keys("space e G =");
    bench.type_text("tali");
    bench.keys("enter");
    assert_eq!(bench.message(), "“insurgents” is “Taliban” now");
    assert_eq!(bench.listed(), ["Kabul ? 1 2", "Afghan ? 1 1", "Taliban 3 1"]);
    assert_eq!(bench.entity("Taliban").aliases, ["insurgents"]);
    bench.keys("G -");
    bench.type_text("insur");
    bench.keys("enter");
    assert_eq!(bench.message(), "“insurgents” is on its own with 1 mention");
    assert!(bench.names().contains(&"insurgents = insurgents".to_owned()));
    assert!(bench.entity("Taliban").aliases.is_empty(), "the alias would draw it back");
    bench.undo_entities();
}

#[test]
fn an_entity_is_renamed_and_given_names_ids_and_a_note() {
    let mut bench = tagged((160, 48));
    bench.keys("space e r C-u");
    bench.type_text("Taliban movement");
    bench.keys("enter");
    bench.keys("a C-e");
    assert!(bench.screen().contains("other names Taliban"), "{}", bench.screen());
    bench.type_text("; the Talibs ;");
    bench.keys("enter i");
    bench.type_text("wikidata:Q42x");
    bench.keys("enter");
    assert!(bench.screen().contains("wikidata:Q42x: a Wikidata id is Q and digits"), "{}", bench.screen());
    bench.keys("backspace enter c");
    bench.type_text("both wings");
    bench.keys("enter");
    let entity = bench.entity("Taliban movement");
    assert_eq!(entity.aliases, ["Taliban", "the Talibs"]);
    assert_eq!(
        (entity.outside_ids.as_slice(), entity.note.as_str()),
        (["wikidata:Q42".to_owned()].as_slice(), "both wings")
    );
    let screen = bench.screen();
    for line in ["names   Taliban ×3", "also    Taliban; the Talibs", "ids     wikidata:Q42", "note    both wings"] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    bench.undo_entities();
}

#[test]
fn an_entity_is_dissolved_and_its_mentions_are_free() {
    let mut bench = tagged((80, 24));
    bench.keys("space e x");
    assert_eq!(bench.message(), "“Taliban” is joined by name only: there is nothing to dissolve");
    bench.keys("enter k k k k / t a l i enter x");
    assert_eq!(bench.message(), "“Taliban” is no entity any more, 3 mentions are free   u undo", "{}", bench.screen());
    assert!(bench.editor.set().entities().next().is_none());
    bench.keys("u");
    assert_eq!(bench.names()[0], "Taliban = Taliban");
}

#[test]
fn the_mentions_of_one_are_gone_through_in_both_articles() {
    let mut bench = tagged((160, 48));
    bench.keys("] m");
    assert_eq!((bench.editor.focus(), bench.editor.selection()), (crate::text::DocId::A, 20..27));
    bench.keys("] m");
    assert_eq!((bench.editor.focus(), bench.selected()), (crate::text::DocId::B, "Taliban"));
    bench.keys("] m");
    assert_eq!((bench.editor.focus(), bench.editor.selection()), (crate::text::DocId::A, 0..7));
    bench.keys("[ m");
    assert_eq!(bench.editor.focus(), crate::text::DocId::B);
    bench.keys("space e j ]");
    assert_eq!(bench.selected(), "Kabul");
    assert!(bench.editor.entities.is_some(), "beside the articles the list stays");
    bench.input(crate::editor::input::InputKind::Resize(80, 24));
    bench.keys("]");
    assert_eq!(bench.selected(), "Kabul");
    assert!(bench.editor.entities.is_none(), "over them it makes room");
    assert_eq!(bench.message(), "]m and [m go on through its mentions");
}

#[test]
fn a_tag_is_tied_to_what_is_joined_by_name_or_to_a_new_name() {
    let mut bench = tagged((80, 24));
    let at = LEFT.find("insurgents").expect("it is there");
    bench.editor.show_place(crate::text::DocId::A, at..at + 10);
    bench.keys("= enter");
    assert_eq!(bench.message(), "“insurgents” names “Taliban”   ]m goes through its mentions");
    assert!(bench.screen().contains("Taliban"), "{}", bench.screen());
    bench.keys("=");
    assert!(bench.screen().contains("it names this now"), "{}", bench.screen());
    bench.type_text("Haqqani network");
    bench.keys("enter");
    assert_eq!(bench.entity("Haqqani network").label, "organization");
    bench.keys("=");
    bench.type_text("no entity");
    bench.keys("enter");
    assert_eq!(bench.message(), "“insurgents” names no entity now");
    bench.undo_entities();
}

#[test]
fn a_filter_narrows_and_the_order_changes() {
    let mut bench = tagged((80, 24));
    bench.keys("space e s");
    assert_eq!(bench.message(), "by mentions");
    bench.keys("s");
    assert_eq!(bench.listed()[0], "Afghan ? 1 1");
    bench.keys("/ k a b");
    assert!(bench.screen().contains("1 shown"), "{}", bench.screen());
    bench.keys("enter enter");
    assert_eq!(bench.message(), "“Kabul” is one entity with 3 mentions (A 1, B 2); 3 to confirm");
    bench.keys("esc");
    assert!(bench.editor.entities.is_some(), "the first step back takes the filter away");
    bench.keys("esc");
    assert!(bench.editor.entities.is_none());
    assert_eq!(bench.names().iter().filter(|words| *words == "Kabul = Kabul").count(), 3);
}

#[test]
fn confirming_goes_on_in_what_is_shown() {
    let mut bench = tagged((80, 24));
    bench.keys("space e / a n enter");
    let listed = bench.editor.entities.as_ref().expect("it is open").list.shown_len();
    assert_eq!(listed, 3, "Taliban, Afghan, insurgents: {}", bench.screen());
    bench.keys("enter enter enter");
    assert!(bench.message().ends_with("1 to confirm"), "{}", bench.message());
    bench.keys("enter");
    assert!(bench.message().ends_with("is confirmed, and so are all others that are shown"), "{}", bench.message());
    assert_eq!(bench.names().iter().filter(|words| *words == "Kabul = ·").count(), 3, "it is not shown");
}

#[test]
fn nothing_written_confirms_nothing() {
    for keys in ["r enter", "a enter", "i enter", "c enter"] {
        let mut bench = tagged((80, 24));
        let before = bench.journal.len();
        bench.keys("space e").keys(keys);
        assert_eq!((bench.editor.set().entities().count(), bench.journal.len()), (0, before), "{keys}");
    }
    let mut bench = tagged((80, 24));
    bench.keys("z r space e r");
    assert!(bench.message().contains("nothing can be changed"), "{}", bench.message());
    assert!(!matches!(bench.editor.overlay, Some(crate::editor::panel::Overlay::Field(_))));
}

#[test]
fn an_entity_that_loses_its_own_name_is_called_by_another() {
    let mut bench = tagged((80, 24));
    // The insurgents are the Taliban, and then the other way round.
    bench.keys("space e G =").type_text("tali").keys("enter / t a l i enter -");
    bench.type_text("Taliban").keys("enter");
    assert_eq!(bench.message(), "“Taliban” is on its own with 3 mentions; the other is “insurgents” now");
    assert_eq!(bench.names()[0], "Taliban = Taliban");
    assert!(bench.names().contains(&"insurgents = insurgents".to_owned()), "{:?}", bench.names());
    // A mention that comes later goes with those of its name.
    bench.keys("esc esc u");
    bench.undo_entities();
}

#[test]
fn dates_and_figures_are_not_waiting_to_be_confirmed() {
    let mut bench = bench_at("On |Saturday| and Saturday, 700 fled, 700 hid.");
    bench.keys("D");
    let places: Vec<usize> =
        bench.editor.document(crate::text::DocId::A).text().match_indices("700").map(|(at, _)| at).collect();
    for at in places {
        bench.editor.show_place(crate::text::DocId::A, at..at + 3);
        bench.keys(", n");
    }
    assert_eq!(bench.mentions().len(), 4, "{:?}", bench.mentions());
    assert!(!bench.row("▸").contains('?'), "{}", bench.screen());
    bench.keys("space e");
    assert_eq!(bench.message(), "no entity yet: a label key tags what the selected words name");
    // Who says so all the same is believed.
    bench.keys("=").type_text("seven hundred").keys("enter space e");
    assert_eq!(bench.listed(), ["seven hundred ? 2 0"], "what is written alike goes with it");
}

#[test]
fn another_name_of_an_entity_is_as_near_as_its_own() {
    let mut bench = tagged((80, 24));
    bench.keys("space e / t a l i enter a").type_text("insurgents").keys("enter esc esc");
    assert_eq!(bench.entity("Taliban").aliases, ["insurgents"]);
    bench.at(crate::text::DocId::A, "insurgents").keys("=");
    assert!(bench.row("▸").contains("Taliban"), "{}", bench.screen());
}

#[test]
fn the_list_is_drawn_on_any_screen() {
    for size in [(160, 48), (143, 30), (142, 30), (80, 24), (50, 12), (20, 5), (1, 1)] {
        let mut bench = tagged(size);
        bench.keys("space e j enter").screen();
        bench.keys("= esc r esc a esc").screen();
        assert!(bench.editor.entities.is_some());
    }
}

#[test]
fn nothing_is_changed_where_nothing_may_be() {
    let mut bench = tagged((80, 24));
    bench.keys("z r space e enter");
    assert!(bench.message().starts_with("read only"), "{}", bench.message());
    bench.keys("= enter x r i");
    assert!(bench.editor.set().entities().next().is_none());
}

#[test]
fn the_words_themselves_can_be_a_new_entity() {
    let mut bench = tagged((80, 24));
    bench.at(crate::text::DocId::A, "insurgents").keys("=");
    assert!(bench.row("insurgents  ").contains("a new entity"), "{}", bench.screen());
    bench.keys("up down down down");
    bench.keys("enter");
    assert_eq!(
        bench.names().iter().filter(|words| *words == "insurgents = insurgents").count(),
        1,
        "{}",
        bench.screen()
    );
    bench.at(crate::text::DocId::A, "insurgents").keys("=");
    assert!(!bench.screen().contains("a new entity"), "it is there: {}", bench.screen());
}
