//! The values of fields: strings, ids, moments, attributes, each refused where it stands if it is none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::annotation::rules::MAX_ATTRIBUTES;
use crate::annotation::{Id, Timestamp};
use crate::format::moment;
use crate::format::native::syntax::shorten;

/// A string, borrowed from the file where it holds no escape.
#[derive(Debug, Default)]
pub struct Text<'a>(pub Cow<'a, str>);

impl Text<'_> {
    pub fn owned(self) -> String {
        self.0.into_owned()
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text)))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

/// The id of a record that is not a document.
#[derive(Debug, Clone, Copy)]
pub struct RecordId(pub Id);

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(deserializer)?;
        match text.parse::<Id>() {
            Ok(Id::A | Id::B) => Err(de::Error::custom("the ids `a` and `b` belong to the documents")),
            Ok(id) => Ok(RecordId(id)),
            Err(error) => Err(de::Error::custom(error)),
        }
    }
}

/// The id of any record, documents included.
#[derive(Debug, Clone, Copy)]
pub struct AnyId(pub Id);

impl<'de> Deserialize<'de> for AnyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(deserializer)?;
        text.parse().map(AnyId).map_err(de::Error::custom)
    }
}

/// A moment, `"2026-11-21T14:02:07Z"`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moment(pub Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(deserializer)?;
        let moment = moment::parse(&text).ok_or_else(|| {
            let text = shorten(&text);
            de::Error::custom(format!("`{text}` is not a time of the form `2026-11-21T14:02:07Z`"))
        })?;
        Ok(Moment(moment))
    }
}

/// A list of at most `MOST` values: one of an entry every three bytes would take many times its length in memory.
#[derive(Debug)]
pub struct List<T, const MOST: usize>(pub Vec<T>);

impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        List(Vec::new())
    }
}

impl<T, const MOST: usize> Deref for List<T, MOST> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

struct ListVisitor<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for ListVisitor<T, MOST> {
    type Value = List<T, MOST>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T, MOST>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            if values.len() == MOST {
                return Err(de::Error::custom(format!("the list is too long: this one may have {MOST} values")));
            }
            values.push(value);
        }
        Ok(List(values))
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for List<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

/// Names and values, no name twice.
#[derive(Debug, Default)]
pub struct Attributes(pub BTreeMap<String, String>);

struct AttributesVisitor;

impl<'de> Visitor<'de> for AttributesVisitor {
    type Value = Attributes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of strings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut attributes = BTreeMap::new();
        while let Some(name) = map.next_key::<Text>()? {
            let name = name.owned();
            if attributes.contains_key(&name) {
                let name = shorten(&name);
                return Err(de::Error::custom(format!("the attribute `{name}` stands twice")));
            }
            if attributes.len() == MAX_ATTRIBUTES {
                return Err(de::Error::custom(format!("a record has at most {MAX_ATTRIBUTES} attributes")));
            }
            attributes.insert(name, map.next_value::<Text>()?.owned());
        }
        Ok(Attributes(attributes))
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AttributesVisitor)
    }
}

/// How sure the annotator is, 0 to 1 with at most three decimals, in thousandths.
#[derive(Debug, Clone, Copy)]
pub struct Confidence(pub u16);

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?;
        let thousandths = (share * 1000.0).round();
        if !(0.0..=1000.0).contains(&thousandths) || (share - thousandths / 1000.0).abs() > 1e-9 {
            return Err(de::Error::custom("a confidence is a number from 0 to 1 with at most three decimals"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to 1000")]
        Ok(Confidence(thousandths as u16))
    }
}
