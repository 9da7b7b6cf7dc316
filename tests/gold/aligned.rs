//! How many of the sentences that belong together are found, and how many of those found belong together: on reports that
//! the alignment was not made for, class by class. What belongs together was written down before anything was computed.
//!
//! The reports are press releases of two governments (re3d: public domain and Open Government Licence), and rewritten
//! sentences of the news (`FactAppeal`, CC BY 4.0), where what belongs together is known by the making.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diptych::compare::Comparison;
use diptych::compare::row::Class;
use diptych::compare::sentences::Tie;
use diptych::text::{DocId, Document};

use super::read;

#[path = "../support/chance.rs"]
mod chance;

/// Two reports in lines, which lines belong together, and which may be said to, or not.
struct Case {
    lines: [Vec<String>; 2],
    wanted: BTreeSet<[usize; 2]>,
    allowed: BTreeSet<[usize; 2]>,
}

/// What was found of one class.
#[derive(Default, Clone, Copy, Debug)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |count: usize| f64::from(u32::try_from(count).expect("few sentences"));
    if whole == 0 { 1.0 } else { count(part) / count(whole) }
}

/// Compares the reports of `case` and adds what was found to `tallies`, by class.
fn measure(case: &Case, tallies: &mut BTreeMap<&'static str, Tally>) {
    let texts = case.lines.each_ref().map(|lines| lines.join("\n\n"));
    let [a, b] = texts;
    let documents = [Arc::new(Document::new(DocId::A, a)), Arc::new(Document::new(DocId::B, b))];
    let comparison = Comparison::of(&documents).expect("small");
    let starts = |side: usize| -> Vec<usize> {
        case.lines[side]
            .iter()
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len() + 2;
                Some(start)
            })
            .collect()
    };
    let starts = [starts(0), starts(1)];
    let line = |side: usize, sentence: usize| {
        let byte = comparison.sentences.of[side][sentence].bytes.start;
        starts[side].partition_point(|start| *start <= byte) - 1
    };
    let mut found = BTreeSet::new();
    for tie in &comparison.ties {
        let place = [line(0, tie.a), line(1, tie.b)];
        let class = comparison.pair(*tie).class.word();
        let tally = tallies.entry(class).or_default();
        if case.wanted.contains(&place) {
            tally.right += usize::from(found.insert(place));
        } else if !case.allowed.contains(&place) {
            tally.wrong += 1;
            eprintln!("wrong {:.2} {class}\n  {}\n  {}", tie.score, case.lines[0][place[0]], case.lines[1][place[1]]);
        }
    }
    let sentence = |side: usize, wanted: usize| {
        (0..comparison.sentences.of[side].len()).filter(|at| line(side, *at) == wanted).collect::<Vec<usize>>()
    };
    for &[a, b] in case.wanted.difference(&found) {
        // The class of a pair that was not found is that of its nearest sentences.
        let mut best = Class::Related;
        for a in sentence(0, a) {
            for b in sentence(1, b) {
                best = best.max(comparison.pair(Tie { a, b, score: 0.0 }).class);
            }
        }
        tallies.entry(best.word()).or_default().missed += 1;
        eprintln!("{} missed\n  {}\n  {}", best.word(), case.lines[0][a], case.lines[1][b]);
    }
}

fn told(name: &str, tallies: &BTreeMap<&'static str, Tally>) -> Tally {
    let mut all = Tally::default();
    for tally in tallies.values() {
        all =
            Tally { right: all.right + tally.right, wrong: all.wrong + tally.wrong, missed: all.missed + tally.missed };
    }
    for (class, tally) in tallies.iter().map(|(class, tally)| (*class, *tally)).chain([("all", all)]) {
        let (precision, recall) = (tally.precision(), tally.recall());
        eprintln!("{name}, {class}: precision {precision:.3}, recall {recall:.3} ({tally:?})");
    }
    all
}

/// The lines of a press release: its tokens, set as they are printed.
fn release(name: &str) -> Option<Vec<String>> {
    let table = read(&format!("corpora/suggest/re3d/{name}.conll"))?;
    let mut lines = vec![String::new()];
    for row in table.lines() {
        let Some(token) = row.split_whitespace().next() else {
            lines.push(String::new());
            continue;
        };
        let line = lines.last_mut().expect("there is one");
        let close = [".", ",", ";", ":", ")", "’", "'", "”", "-", "s"].contains(&token);
        let open = line.ends_with(['(', '“', '’', '\'', '-']) || line.is_empty();
        if !(close || open) {
            line.push(' ');
        }
        // The dot of a list is no word of the line.
        if !(token == "." && line.is_empty()) {
            line.push_str(token);
        }
    }
    lines.retain(|line| !line.is_empty());
    Some(lines)
}

/// Releases, and the numbers of the lines that belong together: those that must be found, and those that may.
type Pair = ([&'static str; 2], &'static [[usize; 2]], &'static [[usize; 2]]);

/// Three daily reports of one series: nearly the same words throughout, about other days, places and numbers; two on the
/// same operation a month apart; six statements on like events by one minister.
const RELEASES: [Pair; 7] = [
    (
        ["CENTCOM-26CC32861EF7D38FBAE9CABAFC7487E1", "CENTCOM-6B183780227A18218A12E917A5BC8654"],
        &[
            [1, 1],
            [2, 2],
            [3, 3],
            [4, 4],
            [6, 5],
            [7, 6],
            [8, 7],
            [9, 8],
            [10, 9],
            [11, 10],
            [13, 11],
            [14, 12],
            [15, 13],
            [16, 15],
            [17, 16],
            [18, 17],
            [19, 18],
            [20, 19],
            [21, 20],
            [22, 21],
            [23, 22],
            [24, 23],
            [25, 24],
            [26, 25],
        ],
        &[],
    ),
    (
        ["CENTCOM-6B183780227A18218A12E917A5BC8654", "CENTCOM-F5B5E86320A4E95E92A7EA2FB8E8B484"],
        &[
            [1, 1],
            [2, 2],
            [3, 3],
            [4, 4],
            [5, 5],
            [6, 6],
            [7, 7],
            [8, 8],
            [9, 9],
            [10, 10],
            [11, 11],
            [14, 12],
            [15, 13],
            [16, 14],
            [17, 15],
            [18, 16],
            [19, 17],
            [20, 18],
            [21, 19],
            [22, 20],
            [23, 21],
            [24, 22],
            [25, 23],
        ],
        &[],
    ),
    (
        ["CENTCOM-26CC32861EF7D38FBAE9CABAFC7487E1", "CENTCOM-F5B5E86320A4E95E92A7EA2FB8E8B484"],
        &[
            [1, 1],
            [2, 2],
            [3, 3],
            [4, 4],
            [6, 5],
            [7, 6],
            [8, 7],
            [9, 8],
            [10, 9],
            [11, 10],
            [13, 11],
            [16, 13],
            [17, 14],
            [18, 15],
            [19, 16],
            [20, 17],
            [21, 18],
            [22, 19],
            [23, 20],
            [24, 21],
            [25, 22],
            [26, 23],
        ],
        &[],
    ),
    (
        ["CENTCOM-B2E5F55F5D7E31B291D9F76E8E4AC75D", "CENTCOM-8BC6B4D334BC5607D97A1BA18854B513"],
        &[[1, 1], [1, 2], [7, 2], [2, 6]],
        &[[7, 1], [3, 2], [8, 1], [4, 7]],
    ),
    (
        ["UK_Government-C66A9E77E1142C3F0909657DDDD475A5", "UK_Government-3A7EC63500380D5B35C211D4FF5E20EA"],
        &[[1, 1], [2, 2], [9, 4]],
        &[[7, 6], [8, 6], [3, 3]],
    ),
    (
        ["UK_Government-821F5BBD9F50DD7301C12ECCC926B00C", "UK_Government-09FF200CBB76594D688F8EB565717543"],
        &[[1, 1], [2, 2], [4, 7], [6, 4]],
        &[[3, 3], [6, 3]],
    ),
    (
        ["UK_Government-ED9C03D12FCA518C78DD6C3909CA5E42", "UK_Government-D23AD6D80730BEF27D23CDD2287AC200"],
        &[[5, 6]],
        &[[1, 1], [2, 2], [3, 1], [3, 3]],
    ),
];

#[test]
fn releases_on_one_thing_are_aligned() {
    let mut tallies = BTreeMap::new();
    for (names, wanted, allowed) in RELEASES {
        let [Some(a), Some(b)] = names.map(release) else {
            eprintln!("skipped: the corpora are not beside the checkout");
            return;
        };
        let places = |list: &[[usize; 2]]| list.iter().map(|place| place.map(|line| line - 1)).collect();
        measure(&Case { lines: [a, b], wanted: places(wanted), allowed: places(allowed) }, &mut tallies);
    }
    let all = told("releases", &tallies);
    assert!(all.precision() >= 0.93 && all.recall() >= 0.91, "{all:?}");
}

/// Returns sentences of the news that are long enough to be told apart.
fn news() -> Option<Vec<String>> {
    let Some(table) = read("corpora/suggest/factappeal-train.csv") else {
        eprintln!("skipped: the corpora are not beside the checkout");
        return None;
    };
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut seen = BTreeSet::new();
    let sentences = reader.records().map(|row| row.expect("a table").get(0).unwrap_or_default().trim().to_owned());
    let whole = |text: &String| {
        let words = text.split_whitespace().count();
        (8..50).contains(&words) && text.ends_with(['.', '!', '?', '"']) && seen.insert(text.clone())
    };
    Some(sentences.filter(whole).collect())
}

/// Returns `text` as another desk would set it.
fn set_anew(text: &str) -> String {
    text.replace(" \"", " “").replace('"', "”").replace('\'', "’").replace(" - ", " – ")
}

/// Returns `text` with one word in five left out or exchanged for one of `other`.
fn edited(text: &str, other: &str, chance: &mut chance::Chance) -> String {
    let others: Vec<&str> = other.split_whitespace().collect();
    let words = text.split_whitespace().filter_map(|word| match chance.below(10) {
        0 => None,
        1 => Some(*chance.one_of(&others)),
        _ => Some(word),
    });
    words.collect::<Vec<&str>>().join(" ")
}

/// Returns one half of `text` in a sentence that goes on with half of `other`.
fn half(text: &str, other: &str, chance: &mut chance::Chance) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let others: Vec<&str> = other.split_whitespace().collect();
    let from = if chance.below(2) == 0 { 0 } else { words.len() / 2 };
    let kept = &words[from..from + words.len().div_ceil(2).min(words.len() - from)];
    [kept, &others[others.len() / 2..]].concat().join(" ")
}

/// Makes a report of 40 sentences and one that has 24 of them in another order: set anew, edited, or halved.
fn rewritten(news: &[String], chance: &mut chance::Chance) -> Case {
    let mut pick = |count: usize| (0..count).map(|_| chance.one_of(news).clone()).collect::<Vec<String>>();
    let (left, strange, filling) = (pick(40), pick(16), pick(24));
    let mut right: Vec<(String, Option<usize>)> = strange.into_iter().map(|text| (text, None)).collect();
    for (at, filling) in filling.iter().enumerate() {
        let text = match at % 3 {
            0 => set_anew(&left[at]),
            1 => edited(&left[at], filling, chance),
            _ => half(&left[at], filling, chance),
        };
        let place = chance.below(right.len() as u64 + 1);
        right.insert(usize::try_from(place).expect("few sentences"), (text, Some(at)));
    }
    let mut wanted = BTreeSet::new();
    for (b, (text, from)) in right.iter().enumerate() {
        wanted.extend(from.map(|a| [a, b]));
        // The same sentence may have been picked twice.
        wanted.extend(left.iter().enumerate().filter(|(_, left)| *left == text).map(|(a, _)| [a, b]));
    }
    Case { lines: [left, right.into_iter().map(|(text, _)| text).collect()], wanted, allowed: BTreeSet::new() }
}

#[test]
fn rewritten_news_is_aligned_whatever_its_order() {
    let Some(news) = news() else { return };
    let (mut chance, mut tallies) = (chance::Chance::new(7), BTreeMap::new());
    for _ in 0..20 {
        measure(&rewritten(&news, &mut chance), &mut tallies);
    }
    let all = told("rewritten", &tallies);
    assert!(all.precision() >= 0.99 && all.recall() >= 0.98, "{all:?}");
}

#[test]
fn little_is_tied_between_reports_on_other_things() {
    let Some(news) = news() else { return };
    let (mut chance, mut tallies) = (chance::Chance::new(8), BTreeMap::new());
    for _ in 0..20 {
        let mut pick = || (0..40).map(|_| chance.one_of(&news).clone()).collect::<Vec<String>>();
        let lines = [pick(), pick()];
        let same = |a: usize, b: usize| lines[0][a] == lines[1][b];
        let allowed = (0..40).flat_map(|a| (0..40).map(move |b| [a, b])).filter(|place| same(place[0], place[1]));
        let allowed = allowed.collect();
        measure(&Case { lines, wanted: BTreeSet::new(), allowed }, &mut tallies);
    }
    let wrong = told("other things", &tallies).wrong;
    assert!(wrong <= 5, "{wrong} of 800 sentences tied");
}

/// Sentences of the bundled sample that belong together, by their first words.
const SAMPLE: [[&str; 2]; 13] = [
    ["The lower town of Melvice was", "HADROW, Caldria: Families"],
    ["According to officials", "At least 650"],
    ["Governor Dorin Vaskel", "Governor Dorin Vaskel"],
    ["The water reached", "The water reached"],
    ["It came in the dark", "It came in the dark"],
    ["The bridge to the station", "The bridge to the station"],
    ["“The gate was tested", "The gate had been tested"],
    ["Pictures shared online", "In Hadrow, pictures"],
    ["They also showed", "A second set of pictures"],
    ["Three people were taken", "Three people were taken"],
    ["The flood comes", "An attack on the computers"],
    ["Mayor Şirin Aldeş warned", "The river, the mayor added"],
    ["It is the second flood", "The authority gave much"],
];

#[test]
fn the_bundled_sample_is_aligned() {
    let texts = [include_str!("../../assets/sample/courier.txt"), include_str!("../../assets/sample/herald.txt")];
    let [a, b] = texts.map(str::to_owned);
    let documents = [Arc::new(Document::new(DocId::A, a)), Arc::new(Document::new(DocId::B, b))];
    let comparison = Comparison::of(&documents).expect("small");
    let text = |side: usize, at: usize| documents[side].slice(comparison.sentences.of[side][at].bytes.clone());
    let belongs =
        |tie: &Tie| SAMPLE.iter().position(|[a, b]| text(0, tie.a).starts_with(a) && text(1, tie.b).starts_with(b));
    let mut found = BTreeSet::new();
    for tie in &comparison.ties {
        let place = belongs(tie);
        if place.is_none() {
            eprintln!("sample, wrong {:.2}: {} | {}", tie.score, text(0, tie.a), text(1, tie.b));
        }
        found.insert(place);
    }
    for (at, wanted) in SAMPLE.iter().enumerate().filter(|(at, _)| !found.contains(&Some(*at))) {
        eprintln!("sample, missed {at}: {wanted:?}");
    }
    let wrong = usize::from(found.remove(&None));
    eprintln!("sample: {} of {} found, {wrong} wrong", found.len(), SAMPLE.len());
    assert!(found.len() >= 12 && wrong == 0);
}

/// Reports in languages of which the program knows no word: sentences, and those that belong together.
type Foreign = ([&'static [&'static str]; 2], &'static [[usize; 2]]);

const FOREIGN: [Foreign; 3] = [
    (
        [
            &[
                "Die Unterstadt von Melvitz ist am Sonntag geräumt worden, nachdem ein Wehr am Staudamm geklemmt hatte.",
                "Mindestens 400 Menschen verbrachten die Nacht in Schulen und Kirchen.",
                "Gouverneur Vaskel überflog das Tal und bat die Armee um Boote.",
                "Die Brücke zum Bahnhof hielt stand.",
                "Der Bürgermeister warnte, das Wasser werde nicht vor Mittwoch sinken.",
                "Im Mai war das Wehr zuletzt geprüft worden.",
            ],
            &[
                "Nach Angaben der Behörde haben rund 650 Menschen in Kirchen und Schulen übernachtet.",
                "Vor Mittwoch sinkt das Wasser nicht, sagte der Bürgermeister.",
                "Das Fernsehen zeigte Soldaten mit Schlauchbooten.",
                "Am Staudamm klemmte ein Wehr, die Unterstadt von Melvitz wurde geräumt.",
                "Vaskel, der Gouverneur, hat das Tal überflogen und Boote der Armee angefordert.",
                "Niemand wurde verletzt.",
            ],
        ],
        &[[1, 4], [2, 1], [3, 5], [5, 2]],
    ),
    (
        [
            &[
                "أخليت المدينة السفلى في ملفيس يوم الأحد بعد تعطل بوابة السد.",
                "أمضى 400 شخص على الأقل الليل في المدارس والكنائس.",
                "حلق الحاكم فاسكل فوق الوادي وطلب من الجيش قوارب.",
                "صمد الجسر المؤدي إلى المحطة.",
                "حذر رئيس البلدية من أن المياه لن تنحسر قبل الأربعاء.",
            ],
            &[
                "لن تنحسر المياه قبل الأربعاء كما قال رئيس البلدية.",
                "قالت السلطات إن 650 شخصا أمضوا الليل في الكنائس والمدارس.",
                "تعطلت بوابة السد يوم الأحد وأخليت المدينة السفلى.",
                "عرض التلفزيون صور جنود.",
                "طلب الحاكم فاسكل قوارب من الجيش بعد أن حلق فوق الوادي.",
            ],
        ],
        &[[1, 3], [2, 2], [3, 5], [5, 1]],
    ),
    (
        [
            &[
                "大坝的一道闸门卡住后，梅尔维斯下城于星期日被疏散。",
                "至少四百人在学校和教堂过夜。",
                "州长瓦斯克尔飞越山谷，并请求军队提供船只。",
                "通往车站的桥没有垮。",
                "市长警告说，星期三之前水位不会下降。",
            ],
            &[
                "市长说，水位在星期三之前不会下降。",
                "当局表示，六百五十人在教堂和学校里过夜。",
                "闸门卡住了，星期日梅尔维斯的下城被疏散。",
                "电视台播放了士兵的画面。",
                "州长瓦斯克尔在飞越山谷之后向军队请求船只。",
            ],
        ],
        &[[1, 3], [2, 2], [3, 5], [5, 1]],
    ),
];

#[test]
fn languages_without_a_table_of_words_are_aligned() {
    for (lines, wanted) in FOREIGN {
        let mut tallies = BTreeMap::new();
        let name = lines[0][0];
        let lines = lines.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect());
        let wanted = wanted.iter().map(|place| place.map(|line| line - 1)).collect();
        measure(&Case { lines, wanted, allowed: BTreeSet::new() }, &mut tallies);
        let all = told(name, &tallies);
        assert!(all.wrong == 0 && all.missed == 0, "{name}: {all:?}");
    }
}
