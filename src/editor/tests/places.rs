//! Locating entities by keys.

use super::{Bench, bench_at};
use crate::annotation::Entity;
use crate::editor::input::{Effect, InputKind, Report, Request};
use crate::suggest::gazetteer::{Gazetteer, search};

const TABLE: &str = "1125444\tShibirghān\tShibirghan\tSheberghan,شبرغان\t36.66757\t65.7529\tP\tPPLA\tAF\t\t31\t\t\t\t55641\t\t366\tAsia/Kabul\t2021-08-08\n\
1139049\tJowzjān\tJowzjan\tJozjan\t36.75\t66\tA\tADM1\tAF\t\t31\t\t\t\t0\t\t600\tAsia/Kabul\t2021-08-08\n";

impl Bench {
    /// Answers every question for a place that is the newest.
    fn find_places(&mut self) -> &mut Self {
        let table = Gazetteer::read(TABLE.as_bytes()).expect("a table");
        for effect in std::mem::take(&mut self.effects) {
            let Effect::Ask(Request::Places { asked, number, newest }) = effect else { continue };
            if newest.load(std::sync::atomic::Ordering::Relaxed) == number {
                let found = search(&[&table], &asked, 9);
                self.input(InputKind::Report(Report::Places { number, found, failure: None }));
            }
        }
        self
    }

    fn only_entity(&self) -> Entity {
        let mut entities = self.editor.set().entities();
        let entity = entities.next().unwrap_or_else(|| panic!("no entity: {}", self.screen())).clone();
        assert!(entities.next().is_none());
        entity
    }
}

#[test]
fn a_place_is_found_by_its_name_in_two_keys() {
    let mut bench = bench_at("Rockets hit |Sheberghan|, they said.");
    bench.keys("t space e p").find_places();
    let screen = bench.screen();
    assert!(
        screen.contains("Shibirghān") && screen.contains("town in AF") && screen.contains("36.67   65.75"),
        "{screen}"
    );
    bench.keys("enter");
    assert_eq!(bench.message(), "“Sheberghan” is Shibirghān, town in AF (geonames:1125444), 36.6676 65.7529");
    let entity = bench.only_entity();
    assert_eq!((entity.name.as_str(), entity.aliases.as_slice()), ("Sheberghan", ["Shibirghān".to_owned()].as_slice()));
    assert_eq!(
        (entity.outside_ids.as_slice(), entity.location),
        (["geonames:1125444".to_owned()].as_slice(), Some((36.6676, 65.7529)))
    );
    assert_eq!(
        bench.editor.set().mentions().next().and_then(|mention| mention.entity),
        Some(entity.id),
        "and so it is confirmed"
    );
    assert!(bench.screen().contains("geonames:1125444  at 36.6676 65.7529"), "{}", bench.screen());
    bench.keys("u");
    assert!(bench.editor.set().entities().next().is_none(), "all of it is one change");
}

#[test]
fn the_search_follows_what_is_typed() {
    let mut bench = bench_at("Rockets hit |Sheberghan|, they said.");
    bench.keys("t space e p C-u").type_text("Jawzjan").find_places().keys("enter");
    assert!(bench.message().contains("is Jowzjān, region in AF (geonames:1139049)"), "{}", bench.message());
    bench.keys("p C-u").type_text("Atlantis").find_places();
    assert!(bench.screen().contains("no place has such a name"), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.message(), "there is nothing to take");
    bench.keys("esc");
    assert!(bench.screen().contains("Entities 1"), "{}", bench.screen());
}

#[test]
fn an_answer_that_comes_late_changes_nothing() {
    let mut bench = bench_at("Rockets hit |Sheberghan|, they said.");
    bench.keys("t space e p");
    let first = std::mem::take(&mut bench.effects);
    bench.keys("C-u").type_text("Jowz").find_places();
    let before = bench.screen();
    bench.effects = first;
    let late = Report::Places { number: 1, found: Vec::new(), failure: None };
    bench.find_places().input(InputKind::Report(late));
    assert_eq!(bench.screen(), before);
}

#[test]
fn nothing_is_taken_while_the_answer_to_what_was_typed_last_is_not_here() {
    let mut bench = bench_at("Rockets hit |Sheberghan|, they said.");
    bench.keys("t space e p").find_places();
    bench.keys("C-u").type_text("Jowzjan");
    assert!(bench.row("Place").contains("searching"), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.message(), "still searching: Enter takes a place of the new list");
    assert!(bench.editor.set().entities().next().is_none(), "not the one that was found before");
    bench.find_places().keys("enter");
    assert!(bench.message().contains("is Jowzjān"), "{}", bench.message());
}

#[test]
fn coordinates_are_written_checked_and_taken_away() {
    let mut bench = bench_at("Rockets hit |Sheberghan|, they said.");
    bench.keys("t space e p C-u").type_text("136.66 65.75").keys("enter");
    assert!(bench.screen().contains("the latitude comes first, from -90 to 90"), "{}", bench.screen());
    bench.keys("C-u").type_text("36.66 65.75").keys("enter");
    assert_eq!(bench.message(), "“Sheberghan” lies at 36.6600 65.7500");
    assert_eq!(bench.only_entity().location, Some((36.66, 65.75)));
    bench.keys("p").find_places().keys("down enter");
    assert_eq!(bench.message(), "“Sheberghan” has no coordinates any more; its ids stay");
    assert_eq!(bench.only_entity().location, None);
}
