//! `annotation.conf`: the types, relations and attributes of an export, so that a brat server knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::names::{Names, plain};
use crate::annotation::Schema;
use crate::annotation::schema::AppliesTo;

/// What an export has used besides its labels.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub relations: BTreeSet<String>,
    /// For each attribute what carries it, and its values.
    attributes: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>,
}

impl Used {
    /// Notes that `name` was given to something of type `on`.
    pub fn attribute(&mut self, name: &str, on: &str, value: Option<&str>) {
        let (carriers, values) = self.attributes.entry(name.to_owned()).or_default();
        carriers.insert(on.to_owned());
        values.extend(value.map(str::to_owned));
    }
}

const INVARIANT: &str = "a String takes all that is written";

/// Returns the configuration.
pub(super) fn write(schema: &Schema, types: &Names, attributes: &Names, used: &Used) -> String {
    let mut out = String::from("# written by diptych for its export to brat\n[entities]\n");
    for (_, label) in types.all() {
        writeln!(out, "{label}").expect(INVARIANT);
    }
    out.push_str("Source\nCue\nContent\nAddressee\nSupplement\nPassage\n\n[events]\nAttribution\t");
    out.push_str("Source*:<ENTITY>, Cue*:<ENTITY>, Content*:<ENTITY>, Addressee*:<ENTITY>, Supplement*:<ENTITY>\n");
    out.push_str("\n[relations]\n");
    for relation in &used.relations {
        writeln!(out, "{relation}\tArg1:<ANY>, Arg2:<ANY>").expect(INVARIANT);
    }
    out.push_str("\n[attributes]\n");
    for (name, (carriers, values)) in with_schema(schema, types, attributes, used) {
        let carriers: Vec<String> = carriers.into_iter().collect();
        write!(out, "{name}\tArg:{}", carriers.join("|")).expect(INVARIANT);
        if !values.is_empty() {
            let values: Vec<String> = values.into_iter().collect();
            write!(out, ", Value:{}", values.join("|")).expect(INVARIANT);
        }
        out.push('\n');
    }
    out
}

type Attributes = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

/// Returns the attributes used, with those that the schema allows.
fn with_schema(schema: &Schema, types: &Names, attributes: &Names, used: &Used) -> Attributes {
    let mut all = used.attributes.clone();
    let names: BTreeMap<&str, &str> = types.all().collect();
    let given: BTreeMap<&str, &str> = attributes.all().collect();
    for attribute in &schema.attributes {
        let Some(name) = given.get(attribute.name.as_str()) else { continue };
        let (carriers, values) = all.entry((*name).to_owned()).or_default();
        match &attribute.on {
            AppliesTo::Mention(labels) if labels.is_empty() => drop(carriers.insert("<ENTITY>".to_owned())),
            AppliesTo::Mention(labels) => {
                let given = labels.iter().filter_map(|label| names.get(label.as_str()));
                carriers.extend(given.map(|&name| name.to_owned()));
            }
            AppliesTo::Attribution => drop(carriers.insert("Attribution".to_owned())),
            AppliesTo::Entity(_) => {}
        }
        values.extend(attribute.values.iter().map(|value| plain(&value.name)));
    }
    all.retain(|_, (carriers, _)| !carriers.is_empty());
    all
}
