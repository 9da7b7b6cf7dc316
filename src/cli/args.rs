//! What may stand on the command line, declared once: the parser and the help come from it.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Two reports of one event, side by side: tag who and what is named, by keyboard alone.
#[derive(Debug, Parser)]
#[command(
    name = "diptych",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Commands",
    after_help = EXAMPLES,
    term_width = 96,
    help_template = "{about}\n\n{usage-heading}\n  diptych [OPTIONS] LEFT RIGHT\n  diptych COMMAND …\n\n{all-args}{after-help}\n"
)]
pub struct Arguments {
    /// What to open.
    #[command(flatten)]
    pub open: Open,
    /// What to do instead.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  diptych                            the bundled sample, to try things out
  diptych monday.txt tuesday.txt     two articles side by side; tags are kept beside the left one
  diptych a.txt b.txt | less         the pair with its tags as numbered lines, without a screen
  diptych export --format csv --to tables a--b.mk.ron

In the program `?` shows the keys and `q q` leaves. Nothing needs to be saved by hand.";

/// What to open, and how.
#[derive(Debug, Clone, Default, Args)]
pub struct Open {
    /// The article for the left side: UTF-8 text, `-` for standard input
    #[arg(value_name = "LEFT")]
    pub left: Option<PathBuf>,
    /// The article for the right side
    #[arg(value_name = "RIGHT")]
    pub right: Option<PathBuf>,
    /// Keep the tags in this file, not in LEFT--RIGHT.NAME.ron beside LEFT
    #[arg(long, value_name = "FILE")]
    pub set: Option<PathBuf>,
    /// Sign your tags with this short name, not with that of the settings or your login
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub annotator: Option<String>,
    /// Work on in the set of another annotator, under that annotator's name
    #[arg(long = "as", value_name = "NAME", conflicts_with = "annotator", value_parser = NonEmptyStringValueParser::new())]
    pub acting_as: Option<String>,
    /// Change nothing
    #[arg(long)]
    pub read_only: bool,
    /// Print the pair with its tags as numbered lines, without a screen
    #[arg(long)]
    pub plain: bool,
    /// Open the bundled sample; its set is a practice copy of your own
    #[arg(long, conflicts_with_all = ["left", "right", "set", "annotator", "acting_as"])]
    pub sample: bool,
    /// Use this settings file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Use these colours, not those of the settings
    #[arg(long, value_name = "NAME")]
    pub theme: Option<Theme>,
}

/// The colours that come with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark or light, by the terminal's background
    Auto,
    /// For dark backgrounds
    Dark,
    /// For light backgrounds
    Light,
    /// High contrast, by the terminal's background
    Contrast,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always, also into a pipe
    Always,
    /// Never
    Never,
}

/// What to do instead of opening a pair.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a set in a form that other programs read
    Export(Export),
    /// Count what was tagged
    Stats(Stats),
    /// List who said what in both articles, and what is tied
    Said(Said),
    /// Say what two reports share: sentences that belong together, what differs in them, passages in both
    Compare(Compare),
    /// List what stepping would stop at in two articles: likely mentions and cues
    Suggest(Suggest),
    /// Say whether a set is whole, and what would be recovered; changes nothing
    Check(Check),
    /// Save what is intact in a damaged set, its journal and its history into a new file
    Doctor(Doctor),
    /// List every change of a set, the newest first
    History(History),
    /// Carry a set to the new text of an article that has changed
    Rebase(Rebase),
    /// Count the keys that a finished annotation takes
    Replay(Replay),
    /// List the keys
    Keys(Keys),
    /// Print the settings that are in force
    Config(Config),
    /// List the formats that sets can be exported to, and what each one loses
    Formats(Formats),
}

/// Where a set is, by itself or by the two articles that it was made on.
#[derive(Debug, Args)]
pub struct Which {
    /// A set, or the two articles that it was made on
    #[arg(value_name = "SET", num_args = 1..=2, required = true)]
    pub paths: Vec<PathBuf>,
    /// The annotator whose set of the two articles is meant
    #[arg(long, value_name = "NAME")]
    pub annotator: Option<String>,
}

/// Arguments of `diptych export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  diptych export --format jsonl a--b.mk.ron > a--b.jsonl
  diptych export --format csv --to tables a--b.mk.ron
  diptych export --format brat --to brat-data a.txt b.txt

What a format cannot hold is said on standard error, with the number of tags that it concerns.")]
pub struct Export {
    /// Which set.
    #[command(flatten)]
    pub which: Which,
    /// The format; `diptych formats` lists them
    #[arg(long, short, value_name = "FORMAT")]
    pub format: String,
    /// Write the files into this folder, which is made if it is not there
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub to: Option<PathBuf>,
    /// Write the one file of the format here; `-` is standard output [default: -]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace files that are there
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `diptych stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// Which set.
    #[command(flatten)]
    pub which: Which,
    /// Print a CSV table, one row a count
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `diptych said`.
#[derive(Debug, Args)]
#[command(after_help = "\
Claims that a person has tied stand beside each other, then those whose words only come near, then the rest.
Places count characters from the start of the article, the end exclusive.")]
pub struct Said {
    /// Which set.
    #[command(flatten)]
    pub which: Which,
    /// Print a CSV table: one row a claim, and one more for each further tie of it
    #[arg(long, conflicts_with_all = ["markdown", "json"])]
    pub csv: bool,
    /// Print a Markdown table, the left article beside the right one
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
    /// Print one JSON object a line, one for each claim
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `diptych compare`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  diptych compare monday.txt tuesday.txt | less -R
  diptych compare --html monday--tuesday.mk.ron > both.html
  diptych compare --lines < pairs.jsonl > compared.jsonl

With --lines, each line of standard input is one pair, {\"a\": FILE, \"b\": FILE} or {\"a_text\": TEXT, \"b_text\": TEXT} with an
\"id\" if you like, and each is answered by one line; what cannot be compared is answered by an \"error\", and the code is 1.
Places count characters from the start of the article, the end exclusive.")]
pub struct Compare {
    /// Two articles, or a set with its articles
    #[arg(value_name = "A B", num_args = 1..=2, required_unless_present = "lines")]
    pub paths: Vec<PathBuf>,
    /// Show the tags of this set too, in the page
    #[arg(long, value_name = "SET")]
    pub set: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "html")]
    pub json: bool,
    /// Print one page for a browser, which needs nothing but itself
    #[arg(long)]
    pub html: bool,
    /// Compare many pairs, one JSON object a line on standard input
    #[arg(long, conflicts_with_all = ["paths", "set", "html"])]
    pub lines: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

/// Arguments of `diptych suggest`.
#[derive(Debug, Args)]
pub struct Suggest {
    /// Which articles, and which set if there is one.
    #[command(flatten)]
    pub which: Which,
    /// Say of each candidate why it is offered or not, by the rules and by what was learned from the set
    #[arg(long)]
    pub explain: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `diptych history`.
#[derive(Debug, Args)]
pub struct History {
    /// Which set.
    #[command(flatten)]
    pub which: Which,
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `diptych check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit code: 0 if the set is whole, 1 if something was found, 2 if it could not be read at all.")]
pub struct Check {
    /// The set
    #[arg(value_name = "SET")]
    pub set: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `diptych doctor`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is missing is named on standard error, with its line and the reason. The damaged files are left as they are.

Exit code: 0 if all was intact, 1 if something is missing in the new file, 2 if there is no new file.")]
pub struct Doctor {
    /// The set; its file may be gone where its journal or history is there
    #[arg(value_name = "SET")]
    pub set: PathBuf,
    /// Write this file, which must not be there [default: SET with `.salvaged.ron` for `.ron`]
    #[arg(long, short, value_name = "NEW")]
    pub output: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `diptych rebase`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  diptych rebase a--b.mk.ron --to a.txt --dry-run         what would become of the tags
  diptych rebase a--b.mk.ron --to new/a.txt --doc a -o new/a--b.mk.ron

A tag is carried by itself only where its words stand in the new text at one place that cannot be mistaken. All others
are listed with old and new side by side; they stay in the old set, which is never changed.
Exit code: 0 if every tag was carried, 1 if some are to review, 2 if nothing could be done.")]
pub struct Rebase {
    /// The set
    #[arg(value_name = "SET")]
    pub set: PathBuf,
    /// The new text of the article
    #[arg(long, value_name = "NEW-ARTICLE")]
    pub to: PathBuf,
    /// Which article that is [default: the one whose file has that name]
    #[arg(long, value_name = "SIDE")]
    pub doc: Option<Side>,
    /// Say what would become of the tags, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object, in which positions count characters
    #[arg(long)]
    pub json: bool,
    /// Write the new set here [default: NAME.rebased.ron beside SET]; a file that is there is never replaced
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Arguments of `diptych replay`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(after_help = "\
Examples:
  diptych replay gold.json
  diptych replay --json one.json two.json

Somebody who knows the annotation, and sees only what the screen offers, enters it through the keys of the program, by
the fewest that can be found. A file has `documents` (each with a `file` or a `text`), `mentions` (start, end, label) and
`attributions` (lists of [start, end] as source, cue, content, addressee); places are characters.
Exit code: 0 if the set equals the file in the end, 1 if not, 2 if nothing could be done.")]
pub struct Replay {
    /// Finished annotations
    #[arg(value_name = "GOLD", num_args = 1.., required = true)]
    pub gold: Vec<PathBuf>,
    /// Step to nothing: go everywhere by hand
    #[arg(long)]
    pub no_suggestions: bool,
    /// Label identical strings together where that takes fewer keys
    #[arg(long, conflicts_with = "no_suggestions")]
    pub all_alike: bool,
    /// Let what is offered learn from what is decided, from one file to the next
    #[arg(long)]
    pub learn: bool,
    /// Take mentions of every layer, not only those that are named
    #[arg(long)]
    pub all_layers: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// The left article or the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// The left one
    A,
    /// The right one
    B,
}

/// Arguments of `diptych keys`.
#[derive(Debug, Args)]
pub struct Keys {
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Use this settings file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Arguments of `diptych config`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  diptych config                                          see what is in force
  mkdir -p \"$(dirname \"$(diptych config --path)\")\"
  diptych config --default > \"$(diptych config --path)\"    begin a settings file of your own")]
pub struct Config {
    /// Print the documented example, with every setting at its default
    #[arg(long, conflicts_with = "path")]
    pub default: bool,
    /// Print where the settings file lies
    #[arg(long)]
    pub path: bool,
    /// Use this settings file
    #[arg(long = "config", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Arguments of `diptych formats`.
#[derive(Debug, Args)]
pub struct Formats {
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_declaration_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn two_articles_open_and_a_command_is_no_article() {
        let open = Arguments::try_parse_from(["diptych", "a.txt", "b.txt", "--read-only"]).expect("plain use");
        assert!(open.command.is_none() && open.open.read_only);
        assert_eq!(open.open.right, Some(PathBuf::from("b.txt")));
        let check = Arguments::try_parse_from(["diptych", "check", "a--b.mk.ron"]).expect("plain use");
        assert!(matches!(check.command, Some(Command::Check(_))));
        let dash = Arguments::try_parse_from(["diptych", "-", "b.txt"]).expect("standard input");
        assert_eq!(dash.open.left, Some(PathBuf::from("-")));
    }

    #[test]
    fn what_excludes_each_other_is_refused() {
        for wrong in [
            ["diptych", "--sample", "a.txt"].as_slice(),
            &["diptych", "a.txt", "b.txt", "c.txt"],
            &["diptych", "a.txt", "b.txt", "--as", "jl", "--annotator", "mk"],
            &["diptych", "a.txt", "b.txt", "--annotator", ""],
            &["diptych", "config", "--default", "--path"],
        ] {
            assert!(Arguments::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
