//! What is annotated in the bundled pair, said in the words of the texts.
//!
//! `words` alone is their first occurrence, `words#2` the second; ` … ` parts the pieces of a split part.

use diptych::annotation::{Difference, LinkKind};

/// A thing that both texts name, and the strings that name it, each tagged wherever it stands.
pub struct Thing {
    pub key: &'static str,
    pub label: &'static str,
    pub name: &'static str,
    /// What kind of place it is, empty for people and organizations.
    pub kind: &'static str,
    /// Longer strings first: a string inside one already tagged for the same thing is passed over.
    pub strings: &'static [&'static str],
}

pub const THINGS: &[Thing] = &[
    Thing { key: "vaskel", label: "person", name: "Dorin Vaskel", kind: "", strings: &["Dorin Vaskel", "Vaskel"] },
    Thing { key: "aldes", label: "person", name: "Şirin Aldeş", kind: "", strings: &["Şirin Aldeş", "Aldeş"] },
    Thing { key: "maucourt", label: "person", name: "René Maucourt", kind: "", strings: &["René Maucourt"] },
    Thing { key: "brenn", label: "person", name: "Tomas Brenn", kind: "", strings: &["Tomas Brenn", "Brenn"] },
    Thing {
        key: "authority",
        label: "organization",
        name: "Caldrian Water Authority",
        kind: "",
        strings: &["Caldrian Water Authority"],
    },
    Thing { key: "kestrel", label: "organization", name: "Kestrel Wire", kind: "", strings: &["Kestrel Wire"] },
    Thing { key: "sluice", label: "organization", name: "Open Sluice", kind: "", strings: &["Open Sluice"] },
    Thing { key: "larkin", label: "organization", name: "Larkin & Dow", kind: "", strings: &["Larkin & Dow"] },
    Thing {
        key: "television",
        label: "organization",
        name: "Caldrian television",
        kind: "",
        strings: &["Caldrian television"],
    },
    Thing { key: "caldria", label: "place", name: "Caldria", kind: "country", strings: &["Caldrian", "Caldria"] },
    Thing { key: "melvice", label: "place", name: "Melvice", kind: "city", strings: &["Melvice"] },
    Thing { key: "hadrow", label: "place", name: "Hadrow", kind: "city", strings: &["HADROW", "Hadrow"] },
    Thing { key: "yesova", label: "place", name: "Yeşova", kind: "city", strings: &["Yeşova"] },
    Thing { key: "carrow", label: "place", name: "Carrow", kind: "city", strings: &["Carrow"] },
    Thing { key: "sorn", label: "place", name: "Sorn", kind: "water", strings: &["Sorn"] },
    Thing { key: "dam", label: "place", name: "Orlec dam", kind: "building", strings: &["Orlec dam"] },
    Thing { key: "orlec", label: "place", name: "Orlec", kind: "city", strings: &["Orlec"] },
    Thing { key: "us", label: "place", name: "United States", kind: "country", strings: &["U.S."] },
];

/// Strings tagged wherever they stand, of which no thing is made.
pub const STRINGS: &[(&str, &[&str])] = &[
    ("date", &["Saturday evening", "Monday night", "nine o'clock", "Sunday", "Monday", "Wednesday", "Friday", "May"]),
    ("number", &["400 people", "650 people", "Three people", "all eleven"]),
    ("event", &["The flood", "the flood", "second flood", "trade talks"]),
    ("group", &["soldiers", "volunteers"]),
];

/// Places named in another way than as places: article, words, how.
pub const USES: &[(char, &str, &str)] = &[
    ('a', "Caldrian", "demonym"),
    ('a', "Caldrian#2", "demonym"),
    ('b', "Caldrian", "demonym"),
    ('b', "Caldrian#2", "demonym"),
    ('b', "Caldrian#3", "demonym"),
    ('b', "Caldrian#4", "demonym"),
    ('b', "U.S.#2", "modifier"),
];

/// The mention that the annotator is unsure of, and why.
pub const DOUBT: (char, &str, &str) = ('a', "second flood", "the first one is dated only in B, ¶10");

/// An attribution, its parts as they stand in the text.
#[derive(Default)]
pub struct Said {
    pub key: &'static str,
    pub doc: char,
    pub source: &'static str,
    /// The key of the thing that the source is, where that is known.
    pub who: &'static str,
    pub cue: &'static str,
    pub content: &'static str,
    pub addressee: &'static str,
    pub supplement: &'static str,
    /// The key of the attribution that it lies in.
    pub within: &'static str,
    /// The key of the attribution whose quotation it goes on with.
    pub continues: &'static str,
    /// `mode`, `role`, `naming`.
    pub attributes: [&'static str; 3],
}

const INDIRECT: &str = "indirect";

/// An attribution without the parts that are left empty.
const fn said(key: &'static str, doc: char, source: &'static str, cue: &'static str, content: &'static str) -> Said {
    Said {
        key,
        doc,
        source,
        who: "",
        cue,
        content,
        addressee: "",
        supplement: "",
        within: "",
        continues: "",
        attributes: [INDIRECT, "", ""],
    }
}

pub const SAID: &[Said] = &[
    Said {
        attributes: [INDIRECT, "official", "collective"],
        ..said(
            "a night",
            'a',
            "officials at the Caldrian Water Authority",
            "According to",
            "at least 400 people spent the night in schools and churches on the hill",
        )
    },
    Said {
        who: "vaskel",
        addressee: "the army",
        attributes: [INDIRECT, "official", "named"],
        ..said("a boats", 'a', "Governor Dorin Vaskel", "asked", "for boats")
    },
    Said {
        attributes: ["mixed", "witness", "unnamed"],
        ..said(
            "a bell",
            'a',
            "the village’s head teacher",
            "according to",
            "It came in the dark “and nobody rang a bell\"",
        )
    },
    Said {
        who: "kestrel",
        attributes: [INDIRECT, "news_report", "named"],
        ..said(
            "a wire",
            'a',
            "Kestrel Wire",
            "reported",
            "The bridge to the station held, but an aide to Vaskel confirmed that the lower town had been emptied",
        )
    },
    Said {
        within: "a wire",
        attributes: [INDIRECT, "official", "anonymous"],
        ..said("a emptied", 'a', "an aide to Vaskel", "confirmed", "the lower town had been emptied")
    },
    Said {
        who: "maucourt",
        attributes: ["direct", "expert", "named"],
        ..said(
            "a tested",
            'a',
            "René Maucourt, the chief engineer of the dam",
            "said",
            "“The gate was tested in May,” … “and it closed as it should.”",
        )
    },
    Said {
        who: "maucourt",
        attributes: [INDIRECT, "expert", "named"],
        ..said("a repaired", 'a', "He", "would not say", "when it had last been repaired")
    },
    Said {
        attributes: [INDIRECT, "direct_evidence", "anonymous"],
        ..said(
            "a sandbags",
            'a',
            "Pictures shared online",
            "appeared to show",
            "volunteers in Melvice passing sandbags along a chain — students, bakers, a priest still in his robe — \
             from the market hall to the quay",
        )
    },
    Said {
        attributes: [INDIRECT, "direct_evidence", "anonymous"],
        ..said("a bus", 'a', "They", "showed", "an empty bus standing in water up to its windows")
    },
    Said {
        attributes: [INDIRECT, "official", "collective"],
        ..said(
            "a hospital",
            'a',
            "officials#2",
            "said#2",
            "Three people were taken to hospital … one of them with a broken leg",
        )
    },
    Said {
        who: "sluice",
        attributes: [INDIRECT, "participant", "named"],
        ..said(
            "a attack",
            'a',
            "a group calling itself Open Sluice",
            "claimed by",
            "an attack on the computers of the Caldrian Water Authority",
        )
    },
    Said {
        who: "authority",
        supplement: "on Sunday#2",
        attributes: [INDIRECT, "official", "collective"],
        ..said("a denied", 'a', "The authority", "denied", "the two were connected")
    },
    said("a sirens", 'a', "", "allegations", "sirens in the valley had been switched off"),
    Said {
        who: "aldes",
        attributes: [INDIRECT, "official", "named"],
        ..said("a wednesday", 'a', "Mayor Şirin Aldeş", "warned", "the water would not fall before Wednesday")
    },
    Said {
        who: "aldes",
        addressee: "residents",
        attributes: [INDIRECT, "official", "named"],
        ..said("a boil", 'a', "Mayor Şirin Aldeş", "told", "to boil what they drink")
    },
    Said {
        who: "authority",
        attributes: [INDIRECT, "official", "collective"],
        ..said(
            "b night",
            'b',
            "the Caldrian Water Authority",
            "said",
            "At least 650 people spent the night in schools and churches on the hill",
        )
    },
    Said {
        who: "vaskel",
        addressee: "the army",
        attributes: [INDIRECT, "official", "named"],
        ..said("b boats", 'b', "Governor Dorin Vaskel", "asked", "for boats")
    },
    Said {
        attributes: [INDIRECT, "official", "anonymous"],
        ..said(
            "b kitchens",
            'b',
            "an aide",
            "said#2",
            "He would see the defence minister in Carrow in the afternoon … to ask for field kitchens as well",
        )
    },
    Said {
        who: "aldes",
        attributes: ["direct", "official", "named"],
        ..said(
            "b twenty",
            'b',
            "Şirin Aldeş, the mayor of Melvice",
            "said#3",
            "\"We need boats that carry twenty people, not two,\"",
        )
    },
    Said {
        attributes: ["mixed", "witness", "unnamed"],
        ..said(
            "b bell",
            'b',
            "the village's head teacher",
            "according to",
            "It came in the dark \"and nobody rang a bell\"",
        )
    },
    Said {
        who: "kestrel",
        attributes: [INDIRECT, "news_report", "named"],
        ..said("b wire", 'b', "Kestrel Wire", "reported", "The bridge to the station in Melvice held")
    },
    Said {
        attributes: [INDIRECT, "official", "anonymous"],
        ..said("b emptied", 'b', "an aide to Vaskel", "confirmed", "the lower town had been emptied")
    },
    Said {
        who: "aldes",
        addressee: "Kestrel Wire#2",
        attributes: ["mixed", "official", "named"],
        ..said("b no siren", 'b', "Aldeş#2", "told", "\"not one siren\" had sounded in the lower town")
    },
    Said {
        who: "brenn",
        attributes: [INDIRECT, "official", "named"],
        ..said(
            "b all sirens",
            'b',
            "Tomas Brenn, the spokesman of the Caldrian Water Authority",
            "insisted",
            "all eleven had gone off at nine o'clock",
        )
    },
    Said {
        who: "brenn",
        attributes: ["direct", "official", "named"],
        ..said("b record", 'b', "Brenn#2", "said#4", "\"The record shows it to the second,\"")
    },
    Said {
        within: "b record",
        attributes: [INDIRECT, "document", "unnamed"],
        ..said("b to the second", 'b', "The record", "shows", "it to the second")
    },
    Said {
        who: "authority",
        supplement: "three weeks ago",
        attributes: [INDIRECT, "official", "collective"],
        ..said("b same answer", 'b', "The authority", "gave much the same answer", "")
    },
    Said {
        supplement: "reached by telephone",
        attributes: [INDIRECT, "witness", "unnamed"],
        ..said(
            "b roofs",
            'b',
            "A resident of the lower town",
            "said#5",
            "neighbours were still sitting on their roofs at dawn",
        )
    },
    Said {
        attributes: ["direct", "witness", "unnamed"],
        ..said(
            "b heard",
            'b',
            "the woman",
            "said#6",
            "\"We heard the water before we saw it,\" … \"It came through the gardens and then up through the floor.",
        )
    },
    Said {
        continues: "b heard",
        attributes: ["direct", "witness", "unnamed"],
        ..said(
            "b stairs",
            'b',
            "",
            "",
            "\"By the time anybody called us, we were on the stairs with the children and the dog.\"",
        )
    },
    Said {
        attributes: [INDIRECT, "direct_evidence", "anonymous"],
        ..said(
            "b sandbags",
            'b',
            "pictures shared online",
            "appeared to show",
            "In Hadrow … volunteers passing sandbags along a chain - students, bakers, a priest still in his robe - \
             from the market hall to the quay",
        )
    },
    said("b taken", 'b', "", "said#7", "to have been taken in Melvice"),
    Said {
        attributes: [INDIRECT, "direct_evidence", "anonymous"],
        ..said("b bus", 'b', "A second set of pictures", "showed", "an empty bus standing in water up to its windows")
    },
    Said {
        attributes: [INDIRECT, "official", "collective"],
        ..said(
            "b hospital",
            'b',
            "officials",
            "said#8",
            "Three people were taken to hospital … one of them a child of six",
        )
    },
    Said {
        who: "maucourt",
        attributes: [INDIRECT, "expert", "named"],
        ..said(
            "b tested",
            'b',
            "René Maucourt, the chief engineer of the dam",
            "according to#2",
            "The gate had been tested in May and closed as it should",
        )
    },
    Said {
        supplement: "twelve years ago",
        attributes: ["mixed", "document", "named"],
        ..said(
            "b seals",
            'b',
            "a report by the U.S. firm Larkin & Dow",
            "warned",
            "the gates \"will need new seals within a decade\"",
        )
    },
    Said {
        who: "vaskel",
        supplement: "before each of his three elections",
        attributes: [INDIRECT, "official", "named"],
        ..said("b second dam", 'b', "Vaskel#3", "has promised", "a second dam")
    },
    Said {
        who: "vaskel",
        attributes: [INDIRECT, "official", "named"],
        ..said("b dismissed", 'b', "He#2", "has always dismissed", "accusations that he let the first one rust")
    },
    Said { within: "b dismissed", ..said("b rust", 'b', "", "accusations", "he let the first one rust") },
    Said {
        who: "vaskel",
        addressee: "reporters",
        supplement: "on Sunday#2",
        attributes: [INDIRECT, "official", "named"],
        ..said("b money", 'b', "he#2", "told#2", "the money had been set aside")
    },
    Said {
        who: "sluice",
        attributes: [INDIRECT, "participant", "named"],
        ..said(
            "b attack",
            'b',
            "a group calling itself Open Sluice",
            "claimed by",
            "An attack on the computers of the Caldrian Water Authority",
        )
    },
    Said {
        who: "brenn",
        supplement: "on Monday#2",
        attributes: [INDIRECT, "official", "named"],
        ..said("b network", 'b', "Brenn#3", "said#9", "the gates were not connected to any network")
    },
    Said {
        who: "aldes",
        attributes: [INDIRECT, "official", "named"],
        ..said("b wednesday", 'b', "the mayor#2", "added", "The river … would not fall before Wednesday")
    },
    Said {
        who: "television",
        attributes: [INDIRECT, "news_report", "named"],
        ..said(
            "b television",
            'b',
            "Caldrian television",
            "showed#2",
            "soldiers unloading the first boats on Monday night",
        )
    },
];

/// What is known of the truth of what is said; the rest is unchecked.
pub const VERIFIED: &[(&str, &str)] =
    &[("a emptied", "confirmed"), ("b emptied", "confirmed"), ("a bus", "unverifiable"), ("b bus", "unverifiable")];

/// Attributions of the two texts that are tied: what the tie says, in what they differ, which, and why.
pub const TIES: &[(LinkKind, Option<Difference>, [&str; 2], &str)] = &[
    (LinkKind::Same, None, ["a boats", "b boats"], ""),
    (LinkKind::Same, None, ["a bell", "b bell"], ""),
    (LinkKind::Same, None, ["a emptied", "b emptied"], "in A inside what the agency reports, in B beside it"),
    (LinkKind::Same, None, ["a tested", "b tested"], "quoted in A, told in B"),
    (LinkKind::Same, None, ["a bus", "b bus"], ""),
    (LinkKind::Same, None, ["a attack", "b attack"], ""),
    (LinkKind::Same, None, ["a wednesday", "b wednesday"], ""),
    (LinkKind::Differs, Some(Difference::Number), ["a night", "b night"], "400 on Sunday, 650 on Monday"),
    (LinkKind::Differs, Some(Difference::Place), ["a sandbags", "b sandbags"], "Melvice in A, Hadrow in B"),
    (LinkKind::Differs, Some(Difference::Other), ["a hospital", "b hospital"], "the third of the injured"),
    (LinkKind::Differs, Some(Difference::Other), ["a wire", "b wire"], "the aide lies inside what is reported in A"),
    (LinkKind::Contradicts, None, ["b no siren", "b all sirens"], ""),
];

/// The passage that is the same but for the day.
pub const SAME_BUT_TIME: [&str; 2] =
    ["who came back on Friday from trade talks in the U.S.", "who came back this week from trade talks in the U.S."];

/// The sentence of the right text that has no counterpart in the left one.
pub const NO_COUNTERPART: &str = "Where they came from could not be established.";

/// A string that begins with a capital and names nobody.
pub const NOT_A_NAME: &str = "Governor";

/// Values of the codebook: article, or `-` for the pair, variable, value.
pub const CODES: &[(char, &str, &str)] = &[
    ('a', "genre", "report"),
    ('b', "genre", "report"),
    ('a', "tone", "neutral"),
    ('b', "tone", "critical"),
    ('-', "relation", "both rest on one agency's copy; B adds witnesses a day later"),
];
