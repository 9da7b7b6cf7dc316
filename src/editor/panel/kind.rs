//! Which panels there are, and what their feet say.

/// Which panel it is, so that it can be made anew after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum Kind {
    Keys,
    Palette,
    Tags,
    Labels,
    Details,
    Messages,
    Export,
    Places,
    /// All changes from number `newest` downwards; their rows are made when they are drawn.
    History {
        newest: u64,
    },
    Others,
    /// Options, narrowed by typing.
    Choose,
    /// Counts over the set.
    Statistics,
    /// What a claim or a sentence may be tied to.
    Counterparts,
}

impl Kind {
    /// Returns the foot of such a panel: keys and what they do.
    pub fn foot(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Kind::Keys => vec![("Enter", "run it"), ("j k", "move"), ("/", "narrow"), ("Space k", "all keys")],
            Kind::Palette => vec![("Enter", "run it"), ("↑ ↓", "move"), ("", "type to narrow")],
            Kind::Tags => vec![("Enter", "go there"), ("x", "remove"), ("j k", "move"), ("/", "narrow")],
            Kind::Labels => vec![("Enter", "give it"), ("j k", "move")],
            Kind::Details => vec![("Enter", "next value"), ("a letter", "that value"), ("j k", "move")],
            Kind::Export => vec![("Enter", "copy the command"), ("j k", "move")],
            Kind::Places => vec![("Enter", "copy it"), ("j k", "move")],
            Kind::History { .. } => vec![
                ("Enter", "return to it"),
                ("v", "look at it"),
                ("o", "go to its place"),
                ("j k", "move"),
                ("/", "narrow"),
            ],
            Kind::Others => vec![("Enter", "do it"), ("m b t", "at once"), ("j k", "move")],
            Kind::Choose => vec![("Enter", "take it"), ("↑ ↓", "move"), ("", "type to narrow")],
            Kind::Counterparts => vec![
                ("Enter", "same"),
                ("d", "differs"),
                ("!", "contradicts"),
                ("-", "untie"),
                ("1-4", "choose"),
                ("o", "go there"),
            ],
            Kind::Messages | Kind::Statistics => vec![("j k", "move"), ("/", "narrow")],
        }
    }
}
