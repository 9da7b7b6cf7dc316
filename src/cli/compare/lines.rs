//! Many pairs: one JSON object a line in, one a line out, each pair forgotten before the next is read.

use std::io::{self, BufRead, Read as _, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::Report;
use super::{compared, texts};
use crate::cli::output::write_object;
use crate::compare::Comparison;
use crate::text::MAX_ARTICLE_BYTES;

/// Longer lines are not read, in bytes: two articles as JSON.
const LONGEST: u64 = 4 * MAX_ARTICLE_BYTES;

/// A pair to be compared: two files, or two texts.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Asked {
    Files {
        #[serde(default)]
        id: Value,
        a: PathBuf,
        b: PathBuf,
    },
    Texts {
        #[serde(default)]
        id: Value,
        a_text: String,
        b_text: String,
    },
}

#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Value::is_null")]
    id: Value,
    #[serde(flatten)]
    report: Report,
}

#[derive(Serialize)]
struct Refusal {
    #[serde(skip_serializing_if = "Value::is_null")]
    id: Value,
    line: usize,
    error: String,
}

/// Compares the pairs that `input` names, and returns whether all could be compared.
///
/// # Errors
///
/// When `out` cannot be written to or `input` cannot be read.
pub fn compare_lines(input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<bool> {
    let mut all = true;
    for line in 1.. {
        let mut text = Vec::new();
        if input.take(LONGEST).read_until(b'\n', &mut text)? == 0 {
            break;
        }
        if text.len() as u64 == LONGEST && text.last() != Some(&b'\n') {
            // What is left of the line is no pair of its own.
            drop(text);
            input.skip_until(b'\n')?;
            all = false;
            let error = format!("the line has more than {} MB", LONGEST / 1_000_000);
            write_object(out, &Refusal { id: Value::Null, line, error })?;
            out.flush()?;
            continue;
        }
        let text = String::from_utf8_lossy(&text);
        if text.trim().is_empty() {
            continue;
        }
        match answer(text.trim()) {
            Ok(answer) => write_object(out, &answer)?,
            Err((id, error)) => {
                all = false;
                write_object(out, &Refusal { id, line, error })?;
            }
        }
        // Whoever reads at the other end of a pipe may be waiting for just this line.
        out.flush()?;
    }
    Ok(all)
}

fn answer(line: &str) -> Result<Answer, (Value, String)> {
    let form =
        "a line is {\"a\": FILE, \"b\": FILE} or {\"a_text\": TEXT, \"b_text\": TEXT}, with an \"id\" if you like";
    let asked: Asked = serde_json::from_str(line).map_err(|error| {
        let id = serde_json::from_str::<Value>(line).ok().and_then(|value| value.get("id").cloned());
        (id.unwrap_or_default(), if error.is_data() { form.to_owned() } else { format!("{error}; {form}") })
    })?;
    let (id, comparison) = match asked {
        Asked::Files { id, a, b } => (id, compared(&a, &b).map_err(|failure| failure.to_string())),
        Asked::Texts { id, a_text, b_text } => {
            let found = Comparison::of(&texts(a_text, b_text)).map_err(|error| error.to_string());
            (id, found)
        }
    };
    match comparison {
        Ok(comparison) => Ok(Answer { report: Report::of(&comparison), id }),
        Err(error) => Err((id, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str) -> (bool, Vec<Value>) {
        let mut out = Vec::new();
        let all = compare_lines(&mut input.as_bytes(), &mut out).expect("memory takes all");
        let text = String::from_utf8(out).expect("text");
        (all, text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
    }

    #[test]
    fn each_line_is_answered_by_one_with_its_id() {
        let pair = "{\"id\": 7, \"a_text\": \"The dam holds. It rained.\", \"b_text\": \"Yes. The dam holds!\"}\n\n";
        let (all, found) = lines(&pair.repeat(2));
        assert!(all && found.len() == 2);
        assert_eq!((found[0]["id"].as_u64(), found[1]["pairs"].as_array().map(Vec::len)), (Some(7), Some(1)));
        assert_eq!(found[0]["pairs"][0]["b"], serde_json::json!([5, 19]));
        assert_eq!(found[0]["pairs"][0]["class"], "same");
    }

    #[test]
    fn what_cannot_be_compared_is_told_in_its_place_and_the_rest_goes_on() {
        let (all, found) = lines(
            "nonsense\n{\"id\":\"x\",\"a\":\"/no/such\",\"b\":\"/no/such\"}\n{\"a_text\":\"\",\"b_text\":\"\"}\n",
        );
        assert!(!all && found.len() == 3);
        assert!(found[0]["error"].as_str().is_some_and(|error| error.contains("a line is")), "{found:?}");
        assert_eq!((found[0]["line"].as_u64(), found[1]["id"].as_str()), (Some(1), Some("x")));
        assert!(found[1]["error"].as_str().is_some_and(|error| error.contains("/no/such")), "{found:?}");
        assert!(found[2].get("error").is_none(), "{found:?}");
    }
}
