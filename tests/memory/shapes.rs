//! Files made to take much more memory than they are long: the shortest records of every kind, long lists, errors at the end.

use std::fmt::Write;

/// About how long a file is made, in bytes.
const LENGTH: usize = 3 << 20;

/// The left article, which every span lies in.
pub const ARTICLE: &str = "MELVICE: The Orlec dam holds, Mayor Şirin Aldeş said on Sunday.\n";

/// A file, and what is to be said of it.
pub struct Shape {
    pub name: &'static str,
    pub file: String,
    /// What the report must hold: the counts, or the error with its place.
    pub told: String,
}

/// Returns a file of these `sections`, each a name and the records in it.
pub fn file(sections: &[(&str, &str)]) -> String {
    let mut file =
        "(format: 1,set:\"s\",schema:\"news\",annotator:\"mk\",documents:[(id:a,file:\"a.txt\",characters:64,sha256:\""
            .to_owned();
    let _ = write!(file, "{}\")],", diptych::text::sha256(ARTICLE));
    for (name, records) in sections {
        let _ = write!(file, "{name}:[{records}],");
    }
    file.push(')');
    file
}

/// The id number `number`.
fn id(number: usize) -> String {
    diptych::annotation::Id::from_bits(number as u64).to_string()
}

/// Records that `make` makes of their numbers, as many as make a file long; returns their number, too.
fn many(make: impl Fn(usize) -> String) -> (String, usize) {
    let mut records = String::with_capacity(LENGTH + 1000);
    let mut count = 0;
    while records.len() < LENGTH {
        records.push_str(&make(count));
        count += 1;
    }
    (records, count)
}

/// The shape of nothing but the shortest records of one section.
fn shortest(name: &'static str, section: &str, word: &str, make: impl Fn(String) -> String) -> Shape {
    let (records, count) = many(|number| make(id(number)));
    Shape { name, file: file(&[(section, &records)]), told: format!("1 document, {count} {word}") }
}

/// The shape of a file whose last `records` of `section` are refused as `told`.
fn refused(name: &'static str, section: &str, records: &str, told: &str) -> Shape {
    Shape { name, file: file(&[(section, records)]), told: told.to_owned() }
}

/// One entity with something `inside`.
fn entity(inside: &str) -> String {
    format!("(id:\"00000000\",label:\"\",name:\"\",{inside})")
}

/// All of them.
pub fn all() -> Vec<Shape> {
    let mut shapes = shortest_records();
    shapes.extend(references());
    shapes.extend(lists());
    shapes.extend(late_errors());
    shapes
}

fn shortest_records() -> Vec<Shape> {
    let mention = |id| format!("(id:\"{id}\",doc:a,at:[(0,1,\"M\")],label:\"p\"),");
    let attribution = |id| format!("(id:\"{id}\",doc:a,cues:[[(0,1,\"M\")]]),");
    vec![
        shortest("mentions", "mentions", "mentions", mention),
        shortest("attributions", "attributions", "attributions", attribution),
        shortest("entities", "entities", "entities", |id| format!("(id:\"{id}\",label:\"\",name:\"\"),")),
        shortest("decisions", "decisions", "decisions", |id| format!("(id:\"{id}\",about:not_this(\"\")),")),
        shortest("codes", "codes", "codes", |id| format!("(id:\"{id}\",variable:\"\",value:\"\"),")),
        shortest("links", "links", "links", |id| format!("(id:\"{id}\",kind:same,members:[document(a),document(a)]),")),
    ]
}

/// Records that refer to each other as much as they can.
fn references() -> Vec<Shape> {
    let (pairs, count) = many(|number| {
        let (one, other) = (id(2 * number), id(2 * number + 1));
        format!(
            "(id:\"{one}\",kind:same,members:[link(\"{other}\"),document(a)]),(id:\"{other}\",kind:same,members:[link(\"{one}\"),document(a)]),"
        )
    });
    let (chain, length) =
        many(|number| format!("(id:\"{}\",doc:a,within:\"{}\",cues:[[(0,1,\"M\")]]),", id(number), id(number + 1)));
    let end = format!("(id:\"{}\",doc:a,cues:[[(0,1,\"M\")]])", id(length));
    let ring = format!("(id:\"{}\",doc:a,within:\"{}\",cues:[[(0,1,\"M\")]])", id(length), id(0));
    let told = "`00000000` is not whole: it lies within itself";
    vec![
        Shape {
            name: "links in pairs",
            file: file(&[("links", &pairs)]),
            told: format!("1 document, {} links", 2 * count),
        },
        Shape {
            name: "a chain of attributions",
            file: file(&[("attributions", &(chain.clone() + &end))]),
            told: format!("{} attributions", length + 1),
        },
        refused("a ring of attributions", "attributions", &(chain + &ring), told),
    ]
}

/// Lists and texts that are much too long.
fn lists() -> Vec<Shape> {
    let (empty, _) = many(|_| "\"\",".to_owned());
    let (names, _) = many(|number| format!("\"{number}\":\"\","));
    let (spans, _) = many(|_| "[],".to_owned());
    let (pieces, _) = many(|_| "(0,1,\"M\"),".to_owned());
    let (most, count) =
        many(|number| format!("(id:\"{}\",label:\"\",name:\"\",aliases:[{}]),", id(number), "\"\",".repeat(4000)));
    let too_long = "the list is too long: this one may have 4000 values";
    let long = "x".repeat(LENGTH);
    let escaped = r"\u{1f600}".repeat(LENGTH / 9);
    vec![
        refused("aliases", "entities", &entity(&format!("aliases:[{empty}]")), too_long),
        refused("attributes", "entities", &entity(&format!("attributes:{{{names}}}")), "at most 1000 attributes"),
        refused("empty spans", "attributions", &format!("(id:\"00000000\",doc:a,cues:[{spans}])"), too_long),
        refused(
            "pieces",
            "mentions",
            &format!("(id:\"00000000\",doc:a,at:[{pieces}],label:\"p\")"),
            "the list is too long: this one may have 65535 values",
        ),
        Shape {
            name: "lists as long as they may be",
            file: file(&[("entities", &most)]),
            told: format!("{count} entities"),
        },
        Shape {
            name: "one long note",
            file: file(&[("entities", &entity(&format!("note:\"{long}\"")))]),
            told: "1 entity".to_owned(),
        },
        Shape {
            name: "one long note of escapes",
            file: file(&[("entities", &entity(&format!("note:\"{escaped}\"")))]),
            told: "1 entity".to_owned(),
        },
        refused(
            "a string without an end",
            "entities",
            &entity(&format!("note:\"{long}")),
            "a string begins here and does not end",
        ),
        refused("nesting", "entities", &"[(".repeat(LENGTH / 2), "expected the opening `(` of an entity"),
        Shape {
            name: "documents",
            file: file(&[]).replace(
                "documents:[",
                &format!("documents:[{}", "(id:a,file:\"\",characters:0,sha256:\"\"),".repeat(LENGTH / 40)),
            ),
            told: "the list is too long".to_owned(),
        },
    ]
}

/// Files that are right up to their last record.
fn late_errors() -> Vec<Shape> {
    let (entities, count) = many(|number| format!("(id:\"{}\",label:\"\",name:\"\"),", id(number)));
    let ends = [
        (
            "an id twice at the end",
            format!("(id:\"{}\",label:\"x\",name:\"\")", id(0)),
            "stands here with other content than at 1:",
        ),
        ("a record cut off at the end", format!("(id:\"{}\",label:", id(count)), "expected a string in double quotes"),
        ("a wrong field at the end", format!("(id:\"{}\",lable:\"\")", id(count)), "unexpected field `lable`"),
    ];
    let (dangling, _) = many(|number| {
        format!("(id:\"{}\",doc:a,at:[(0,1,\"M\")],label:\"p\",entity:\"{}\"),", id(2 * number), id(2 * number + 1))
    });
    let (moved, _) = many(|number| format!("(id:\"{}\",about:not_this(\"\")),", id(number)));
    let moved = moved + &format!("(id:\"{}\",about:not_here(doc:a,at:[(36,37,\"S\")]))", id(1 << 30));
    let mut shapes: Vec<Shape> =
        ends.into_iter().map(|(name, end, told)| refused(name, "entities", &(entities.clone() + &end), told)).collect();
    shapes.push(refused("references to nothing", "mentions", &dangling, "which is not in the file"));
    shapes.push(refused("another text at the end", "decisions", &moved, "characters 36 to 37 of document a are"));
    shapes
}
