//! Commands: all that a person can do, each said once: name, keys, group, hint and sentence.
//!
//! Keys, the hint line, help, the palette, the menu, `docs/keys.md` and the key section of the configuration
//! all read [`TABLE`]; none of them knows a command by itself.

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Where {
    /// In every place, if nothing there takes the key first.
    Anywhere,
    /// On the desk, with the articles in front.
    Reading,
    /// In the review of a rebase.
    Review,
    /// While labels to jump by are chosen or shown; what types a character is a letter of a word or of a label.
    Jump,
    /// In the builder of an attribution; what moves or widens the selection works there too.
    Builder,
    /// In the list of entities; what a list does works there too.
    Entities,
    /// In the list of what a claim or a sentence may be tied to; what a list does works there too.
    Counterparts,
    /// In who said what; ties and what a list does work there too.
    Said,
    /// In the compare view; ties and what a list does work there too.
    Compare,
    /// In the overview; what moves in a list works there too.
    Overview,
    /// In a list: help, tags, labels, messages.
    List,
    /// In a line of text: search, note, palette.
    Text,
}

impl Where {
    /// All places, in the order of documents.
    pub const ALL: [Where; 12] = [
        Where::Anywhere,
        Where::Reading,
        Where::Review,
        Where::Jump,
        Where::Builder,
        Where::Entities,
        Where::Counterparts,
        Where::Said,
        Where::Compare,
        Where::Overview,
        Where::List,
        Where::Text,
    ];

    /// Returns the word for it in the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Where::Anywhere => "anywhere",
            Where::Reading => "reading",
            Where::Review => "review",
            Where::Jump => "jump",
            Where::Builder => "builder",
            Where::Entities => "entities",
            Where::Counterparts => "counterparts",
            Where::Said => "said",
            Where::Compare => "compare",
            Where::Overview => "overview",
            Where::List => "list",
            Where::Text => "text",
        }
    }

    /// Returns the place called `word` in the configuration.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Where::ALL.into_iter().find(|place| place.word() == word)
    }

    /// Returns the place whose keys work here too where this one does not bind them.
    #[must_use]
    pub fn beyond(self) -> Option<Self> {
        match self {
            Where::Builder => Some(Where::Reading),
            Where::Entities | Where::Counterparts | Where::Overview => Some(Where::List),
            Where::Said | Where::Compare => Some(Where::Counterparts),
            Where::Anywhere | Where::Reading | Where::Jump | Where::Review | Where::List | Where::Text => None,
        }
    }
}

/// What a command is about; the headings of help and `docs/keys.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Giving labels.
    Label,
    /// Mending what was given.
    Mend,
    /// Who said what.
    Attribute,
    /// What names the same, and what says the same.
    Tie,
    /// Going from one likely place to the next.
    Step,
    /// Moving the selection.
    Move,
    /// Changing what is selected.
    Select,
    /// Searching, and going back to places.
    Find,
    /// What the panes show.
    View,
    /// Panels and the program itself.
    Program,
    /// Deciding where the tags of a changed article go.
    Review,
    /// Acting on an entity in their list.
    Entities,
    /// Tying two claims or sentences.
    Counterparts,
    /// Looking through who said what.
    Said,
    /// Looking through what both articles share.
    Compare,
    /// Going from both articles at a glance.
    Overview,
    /// Moving in a list.
    List,
    /// Writing a line of text.
    Text,
}

impl Group {
    /// All groups, in the order of help.
    pub const ALL: [Group; 18] = [
        Group::Label,
        Group::Mend,
        Group::Attribute,
        Group::Tie,
        Group::Step,
        Group::Move,
        Group::Select,
        Group::Find,
        Group::View,
        Group::Program,
        Group::Review,
        Group::Entities,
        Group::Counterparts,
        Group::Said,
        Group::Compare,
        Group::Overview,
        Group::List,
        Group::Text,
    ];

    /// Returns its heading, in lower case.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Group::Label => "label",
            Group::Mend => "mend",
            Group::Attribute => "who said what",
            Group::Tie => "tie",
            Group::Step => "step",
            Group::Move => "move",
            Group::Select => "select",
            Group::Find => "find",
            Group::View => "view",
            Group::Program => "program",
            Group::Review => "in the review of a rebase",
            Group::Entities => "in the list of entities",
            Group::Counterparts => "between two claims or sentences",
            Group::Said => "in who said what",
            Group::Compare => "in the compare view",
            Group::Overview => "in the overview",
            Group::List => "in a list",
            Group::Text => "in a line of text",
        }
    }
}

/// One row of [`TABLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in the configuration and the palette: `word.next`.
    pub name: &'static str,
    /// Where its keys work.
    pub place: Where,
    /// Its keys at first, each a sequence of keys parted by blanks.
    pub keys: &'static [&'static str],
    /// What it is about.
    pub group: Group,
    /// A word or two for hints and menus.
    pub hint: &'static str,
    /// A sentence without a full stop for help and documents.
    pub sentence: &'static str,
}

macro_rules! commands {
    ($($group:ident { $($command:ident $name:literal $place:ident [$($key:literal)*] $hint:literal, $sentence:literal;)* })*) => {
        /// All that a person can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            /// Label the selection with the label that has this place in the schema, counted from 0. Its keys
            /// are the digits in [`TABLE`] and the letters of the schema.
            Label(u8),
            /// Give that label to every string identical to the selected one. Its keys are the capital letters of the
            /// schema where no command has them.
            LabelAlike(u8),
            $($(#[doc = $sentence] $command,)*)*
        }

        /// Every command but the labels, in the order of help.
        pub const TABLE: &[Entry] = &[$($(Entry {
            command: Command::$command,
            name: $name,
            place: Where::$place,
            keys: &[$($key),*],
            group: Group::$group,
            hint: $hint,
            sentence: $sentence,
        },)*)*];
    };
}

commands! {
    Label {
        LabelAsBefore "label.as_before" Reading ["enter"] "as before", "Give the label that this string was given before";
        LabelByLetter "label.by_letter" Reading [","] "any label", "Give any label of the schema by its letter; a capital: to all alike";
        AddPiece "piece.add" Reading ["+"] "add a piece", "Add the selection to the tag in hand as another piece";
        Repeat "repeat" Reading ["."] "repeat", "Do the last change again, on the selection";
    }
    Mend {
        Undo "undo" Reading ["u"] "undo", "Undo the last change, in whichever article it was";
        Redo "redo" Reading ["U" "C-r"] "redo", "Do again what was undone";
        Relabel "tag.relabel" Reading ["r"] "another label", "Give the tag in hand another label, one after the other";
        Remove "tag.remove" Reading ["x"] "remove", "Remove the tag in hand";
        Resize "tag.resize" Reading ["R"] "resize", "Make the tag in hand cover the selection";
        Doubt "tag.doubt" Reading [";"] "doubt", "Mark the tag in hand as doubtful, or no longer so";
        Note "tag.note" Reading ["c"] "note", "Write a note on the tag in hand";
        ReturnHere "history.return" Reading ["g h"] "return here", "Make the set again what it was at the point that is looked at";
        Details "tag.details" Reading ["i"] "details", "Show the tags here with their attributes, and change these";
    }
    Attribute {
        Attribute "attribution.open" Reading ["a"] "attribution", "Make an attribution around the selected cue, or change the one that is there";
        SameSource "attribution.same_source" Reading ["S"] "same source", "Attribute the selected words to whoever spoke last: a quotation that runs on";
        NextAttribution "attribution.next" Reading ["] a"] "next attribution", "Go to the next attribution";
        PreviousAttribution "attribution.previous" Reading ["[ a"] "attribution before", "Go to the attribution before";
        Accept "builder.accept" Builder ["a" "enter"] "accept", "Take the attribution as it is";
        PartSource "builder.source" Builder ["s"] "source", "Take the source in hand; again: its next piece";
        PartCue "builder.cue" Builder ["c"] "cue", "Take the cue in hand";
        PartContent "builder.content" Builder ["n"] "content", "Take the content in hand; again: its next piece";
        PartAddressee "builder.addressee" Builder ["t"] "to whom", "Take in hand to whom it is said";
        PartSupplement "builder.supplement" Builder ["b"] "besides", "Take in hand what belongs to it besides: in a statement";
        Guess1 "builder.guess.1" Builder ["1"] "first guess", "Take the first guess for the part in hand";
        Guess2 "builder.guess.2" Builder ["2"] "second guess", "Take the second guess for the part in hand";
        Guess3 "builder.guess.3" Builder ["3"] "third guess", "Take the third guess for the part in hand";
        Guess4 "builder.guess.4" Builder ["4"] "fourth guess", "Take the fourth guess for the part in hand";
        NextGuess "builder.guess.next" Builder ["]"] "next guess", "Take the next guess for the part in hand";
        PreviousGuess "builder.guess.previous" Builder ["["] "guess before", "Take the guess before for the part in hand";
        PartPiece "builder.piece" Builder ["+"] "piece", "Add a piece to the part in hand: the one that goes with it, or the next clause";
        PartAnother "builder.another" Builder ["&"] "another", "Begin another source or content beside the one in hand";
        PartClear "builder.clear" Builder ["-"] "clear", "Take away the piece in hand; a part without one is not in the text";
        SameSourceHere "builder.same_source" Builder ["S"] "same source", "Go on with whoever spoke last, or no longer so";
        PartEntity "builder.entity" Builder ["="] "who it is", "Say which entity the source or the addressee in hand is, with words in the text or without";
        PartState "builder.state" Builder ["D"] "draft", "Make it a draft, disputed, or done";
        Reject "builder.reject" Builder ["x"] "no attribution", "This is no attribution: remove it, or leave without making it";
    }
    Tie {
        Same "same" Reading ["="] "same as", "Say what is the same as the tag, the claim or the sentence here";
        NextSame "same.next" Reading ["] m"] "next mention", "Go to the next mention of what the tag here names, through both articles";
        PreviousSame "same.previous" Reading ["[ m"] "mention before", "Go to the mention before of what the tag here names";
        Entities "panel.entities" Reading ["space e"] "entities", "List what both articles name, to confirm, merge, rename and locate it";
        MarkEnd "tie.mark" Reading ["m m"] "mark one end", "Mark the claim or the sentence here as one end of a tie; = at another one offers it first";
        FollowTie "tie.follow" Reading ["W"] "to the other end", "Go to the other end of the tie here, or to what comes nearest in the other article; again: to the next one";
    }
    Step {
        NextStop "stop.next" Reading ["tab"] "next likely", "Go to the next likely mention or cue that is not decided";
        PreviousStop "stop.previous" Reading ["S-tab"] "likely before", "Go back to the last likely place, decided or not";
        NotThis "string.refuse" Reading ["X"] "not this", "This string is not to be tagged, in both articles";
        NextAlike "alike.next" Reading ["] p"] "next alike", "Go through the tags of the last change that labelled all alike";
        PreviousAlike "alike.previous" Reading ["[ p"] "alike before", "Go back through the tags of the last change that labelled all alike";
        NextCue "cue.next" Reading ["] c"] "next weak cue", "Go to the next word that may be a cue, however weakly; a makes an attribution of it";
        PreviousCue "cue.previous" Reading ["[ c"] "weak cue before", "Go to the word before that may be a cue, however weakly";
        NextUnseen "unseen.next" Reading ["] u"] "next unseen", "Go on to a sentence in which nothing was offered or decided";
        PreviousUnseen "unseen.previous" Reading ["[ u"] "unseen before", "Go back to a sentence in which nothing was offered or decided";
        ChooseStops "stop.choose" Reading ["z t"] "stops", "Let Tab stop at mentions, at cues, or at both";
        Suggestions "stop.marks" Reading ["z s"] "mark likely", "Mark likely places in the text, or not";
    }
    Move {
        NextWord "word.next" Reading ["l" "right"] "next word", "Go to the next word";
        PreviousWord "word.previous" Reading ["h" "left"] "word before", "Go to the word before";
        LineDown "line.down" Reading ["j" "down"] "line down", "Go one line down, by the column as seen";
        LineUp "line.up" Reading ["k" "up"] "line up", "Go one line up, by the column as seen";
        NextSentence "sentence.next" Reading ["J"] "next sentence", "Go to the next sentence";
        PreviousSentence "sentence.previous" Reading ["K"] "sentence before", "Go to the sentence before";
        NextParagraph "paragraph.next" Reading ["}"] "next paragraph", "Go to the next paragraph";
        PreviousParagraph "paragraph.previous" Reading ["{"] "paragraph before", "Go to the paragraph before";
        RowStart "row.start" Reading ["home"] "row's first word", "Go to the first word of the row";
        RowEnd "row.end" Reading ["end"] "row's last word", "Go to the last word of the row";
        Top "article.top" Reading ["g g"] "top", "Go to the top of the article";
        End "article.end" Reading ["G"] "end", "Go to the end of the article";
        HalfDown "half.down" Reading ["C-d"] "half a page down", "Go half a page down";
        HalfUp "half.up" Reading ["C-u"] "half a page up", "Go half a page up";
        PageDown "page.down" Reading ["C-f" "pagedown"] "page down", "Go a page down";
        PageUp "page.up" Reading ["C-b" "pageup"] "page up", "Go a page up";
        OtherPane "pane.other" Reading ["w"] "other pane", "Go to the other article, where you were";
        NextTag "tag.next" Reading ["] t"] "next tag", "Go to the next tag";
        PreviousTag "tag.previous" Reading ["[ t"] "tag before", "Go to the tag before";
        NextDifference "difference.next" Reading ["] d"] "next difference", "Go to the next sentence that differs from its counterpart";
        PreviousDifference "difference.previous" Reading ["[ d"] "difference before", "Go to the sentence before that differs from its counterpart";
        NextQuotation "quotation.next" Reading ["] q"] "next quotation", "Go to the next quotation";
        PreviousQuotation "quotation.previous" Reading ["[ q"] "quotation before", "Go to the quotation before";
    }
    Select {
        GrowRight "edge.right.out" Reading ["L" "S-right"] "right edge out", "Move the right edge a word to the right";
        ShrinkRight "edge.right.in" Reading ["H" "S-left"] "right edge in", "Move the right edge a word to the left";
        GrowLeft "edge.left.out" Reading ["<"] "left edge out", "Move the left edge a word to the left";
        ShrinkLeft "edge.left.in" Reading [">"] "left edge in", "Move the left edge a word to the right";
        GrowRightCharacter "edge.right.out.character" Reading ["C-right"] "right edge out by one", "Move the right edge a character to the right";
        ShrinkRightCharacter "edge.right.in.character" Reading ["C-left"] "right edge in by one", "Move the right edge a character to the left";
        GrowLeftCharacter "edge.left.out.character" Reading ["A-left"] "left edge out by one", "Move the left edge a character to the left";
        ShrinkLeftCharacter "edge.left.in.character" Reading ["A-right"] "left edge in by one", "Move the left edge a character to the right";
        ClauseOut "edge.right.clause.out" Reading [")"] "right edge to the next border", "Move the right edge to the next border of a clause";
        ClauseIn "edge.right.clause.in" Reading ["("] "right edge to the border before", "Move the right edge back to the border of a clause before";
        LeftClauseOut "edge.left.clause.out" Reading ["A-<"] "left edge to the border before", "Move the left edge to the border of a clause before";
        LeftClauseIn "edge.left.clause.in" Reading ["A->"] "left edge to the next border", "Move the left edge to the next border of a clause";
        Widen "widen" Reading ["e"] "wider", "Widen to the phrase, clause, quotation, sentence, paragraph";
        Narrow "narrow" Reading ["E"] "narrower", "Narrow again, the way it was widened";
        SelectWord "select.word" Reading ["m w"] "word", "Select the word";
        SelectPhrase "select.phrase" Reading ["m n"] "phrase", "Select the noun phrase";
        SelectClause "select.clause" Reading ["m c"] "clause", "Select the clause";
        SelectQuotation "select.quotation" Reading ["m q"] "quotation", "Select the quotation";
        SelectSentence "select.sentence" Reading ["m s"] "sentence", "Select the sentence";
        SelectParagraph "select.paragraph" Reading ["m p"] "paragraph", "Select the paragraph";
        SelectTag "select.tag" Reading ["m t"] "tag", "Select the innermost tag here, again: the one around it; keys that move an edge then resize it";
        SelectIdentical "select.identical" Reading ["m i"] "identical", "Select every string identical to the selected one, in both articles; a label key then labels them all";
        Extend "extend" Reading ["v"] "extend", "Extend the selection with every motion, until Esc";
    }
    Find {
        Jump "jump" Reading ["f"] "jump", "Go to a word on the screen: by its first letter or two, and then by the label on it";
        JumpAll "jump.all" Jump ["f"] "all words", "Label every word on the screen, to jump without typing a letter of it";
        JumpErase "jump.erase" Jump ["backspace" "C-h"] "take back", "Take back the last letter of the jump";
        Search "search" Reading ["/"] "search", "Search both articles, by a regular expression";
        NextHit "search.next" Reading ["n"] "next hit", "Go to the next hit, through both articles";
        PreviousHit "search.previous" Reading ["N"] "hit before", "Go to the hit before";
        SearchSelection "search.selection" Reading ["*"] "search this", "Search both articles for the selected text";
        Back "place.back" Reading ["C-o"] "back", "Go back to the place before the last jump";
        Forward "place.forward" Reading ["g o"] "forward", "Go forward again";
    }
    View {
        ScrollDown "scroll.down" Reading ["C-e"] "scroll down", "Move the text up by a row, the selection stays";
        ScrollUp "scroll.up" Reading ["C-y"] "scroll up", "Move the text down by a row, the selection stays";
        Centre "view.centre" Reading ["z z"] "centre", "Bring the selection to the middle";
        TagLines "view.tag_lines" Reading ["z i"] "tag lines", "Show the letter of each tag in a line under its row, or not";
        OnePane "view.one" Reading ["z 1"] "one pane", "Show one article at a time";
        TwoPanes "view.two" Reading ["z 2"] "two panes", "Show both articles side by side";
        Wider "view.wider" Reading ["z +"] "wider column", "Make the columns of text wider";
        Narrower "view.narrower" Reading ["z -"] "narrower column", "Make the columns of text narrower";
        ChangeBefore "history.before" Reading ["[ h"] "change before", "Look at the set as it was one change earlier";
        ChangeAfter "history.after" Reading ["] h"] "change after", "Look at the set as it was one change later";
        Follow "view.follow" Reading ["z f"] "follow", "Let the other article show what faces the sentence, at the same height";
        Align "view.align" Reading ["z a"] "bring beside", "Bring what faces the sentence in the other article beside it, once";
        FoundMarks "view.found" Reading ["z c"] "marks of the comparison", "Show in the margins what the comparison has found, or not";
        Lock "view.lock" Reading ["z l"] "lock scrolling", "Scroll both articles together, by the same number of rows";
        Free "view.free" Reading ["z o"] "free scrolling", "Scroll each article by itself";
    }
    Program {
        Menu "menu" Reading ["space"] "menu", "Show the menu of panels";
        Help "help" Anywhere ["f1"] "keys", "Show the keys that work here";
        HelpHere "help.here" Reading ["?"] "keys", "Show the keys that work here, as F1 does";
        Palette "palette" Reading [":"] "command", "Run any command by its name";
        AllKeys "panel.keys" Reading ["space k"] "all keys", "Show every key of the program";
        History "panel.history" Reading ["space h"] "history", "List every change of the set, to look at any point and return to it";
        Statistics "panel.statistics" Reading ["space n"] "numbers", "Count what was tagged: mentions, entities, who speaks how often, ties";
        Said "panel.said" Reading ["space w"] "who said what", "Show who said what in both articles, with what is tied and what comes near";
        Compare "panel.compare" Reading ["space c"] "compare", "Show what both articles share side by side, word by word, and the rest in its place";
        Overview "panel.overview" Reading ["space v"] "overview", "Show both articles at a glance: what they share, what is named and what is said by someone";
        Tags "panel.tags" Reading ["space t"] "tags", "List the tags of both articles";
        Labels "panel.labels" Reading ["space l"] "labels", "List the labels with their keys and counts";
        Export "panel.export" Reading ["space x"] "export", "List the formats, what each leaves out, and the command that writes it";
        Messages "panel.messages" Reading ["space m"] "messages", "Read the messages of this session again";
        Others "panel.others" Reading ["space o"] "another program", "Say what becomes of a set that another program has changed meanwhile";
        OthersMerge "others.merge" Reading [] "merge mine on top", "Merge what was done here with what another program made of the set";
        OthersBoth "others.both" Reading [] "keep both", "Leave the file to the other program and go on in a new one beside it";
        OthersTheirs "others.theirs" Reading [] "take theirs", "Let the set become as another program has left it";
        Rebase "rebase" Reading ["space r"] "rebase", "Carry the tags to the new text of an article that has changed, after a review";
        Parked "rebase.parked" Reading [] "parked tags", "Review the tags that were parked in a rebase, and bring them back";
        Settings "panel.settings" Reading ["space ,"] "settings", "Say where the settings and the set lie";
        SaveCopy "save.copy" Reading ["space s"] "save a copy as", "Write all that is tagged now to another file, for instance on another disk";
        Save "save" Anywhere ["C-s"] "save now", "Write what waits and the set file now, without waiting for a pause";
        Copy "copy" Reading ["y"] "copy", "Copy the selection with a reference to its place";
        ReadOnly "read_only" Reading ["z r"] "read only", "Refuse every change, or allow changes again";
        Cancel "cancel" Anywhere ["esc"] "back", "Go one step back: close the panel, end extending, one word again";
        LeaveTwice "leave.twice" Reading ["q"] "leave", "Leave, when pressed twice; all is saved";
        Leave "leave" Anywhere ["C-q"] "leave", "Leave; all is saved";
        Interrupt "interrupt" Anywhere ["C-c"] "cancel", "Cancel; twice within two seconds: leave";
        Suspend "suspend" Anywhere ["C-z"] "to the shell", "Go to the shell; its `fg` comes back";
        Redraw "redraw" Anywhere ["C-l"] "draw anew", "Draw the whole screen anew";
    }
    Review {
        ReviewDown "review.down" Review ["j" "down" "C-n"] "down", "Go to the next tag in doubt";
        ReviewUp "review.up" Review ["k" "up" "C-p"] "up", "Go to the tag in doubt before";
        ReviewNextOpen "review.open" Review ["n" "tab"] "next open", "Go to the next tag that is not decided";
        ReviewTake "review.take" Review ["enter" "1"] "take it", "Put the tag where the first place is proposed";
        ReviewSecond "review.second" Review ["2"] "second place", "Put the tag where the second place is proposed";
        ReviewThird "review.third" Review ["3"] "third place", "Put the tag where the third place is proposed";
        ReviewByHand "review.hand" Review ["s"] "select it", "Go to the new text and select the place of the tag";
        ReviewPark "review.park" Review ["p"] "park", "Park the tag: it leaves the set and is kept in a file beside it";
        ReviewRemove "review.remove" Review ["x"] "remove", "Remove the tag";
        ReviewReopen "review.reopen" Review ["u"] "open again", "Decide the tag anew";
        ReviewParkRest "review.park.rest" Review ["P"] "park the rest", "Park every tag that is not decided";
        ReviewWrite "review.write" Review ["w"] "write", "Do all that is decided as one change";
        ReviewClose "review.close" Review ["q"] "close", "Close the review; nothing is written";
    }
    Entities {
        EntityConfirm "entity.confirm" Entities ["enter"] "confirm", "Take what is joined by name for one entity, and go on to the next to confirm";
        EntityMerge "entity.merge" Entities ["="] "merge with", "Say which other entity this is the same as";
        EntitySplit "entity.split" Entities ["-"] "split out", "Make an entity of its own of the mentions of one name";
        EntityNext "entity.next" Entities ["]"] "next mention", "Go to its next mention in the articles";
        EntityPrevious "entity.previous" Entities ["["] "mention before", "Go to its mention before in the articles";
        EntityRename "entity.rename" Entities ["r"] "rename", "Give it another name; the old one stays among its other names";
        EntityAliases "entity.aliases" Entities ["a"] "other names", "Write its other names, parted by semicolons";
        EntityIds "entity.ids" Entities ["i"] "ids", "Write its ids elsewhere: wikidata:Q42 geonames:1142264";
        EntityLocate "entity.locate" Entities ["p"] "place", "Search where it lies, by its name, or type coordinates";
        EntityNote "entity.note" Entities ["c" "n"] "note", "Write a note on it";
        EntityDissolve "entity.dissolve" Entities ["x"] "dissolve", "Take it out of the set; its mentions are joined by name only again";
        EntitySort "entity.sort" Entities ["s"] "sort", "Sort them: those to confirm first, by mentions, by name";
    }
    Counterparts {
        TieSame "tie.same" Counterparts ["enter" "="] "same", "Both say the same";
        TieDiffersPlace "tie.differs.place" Counterparts ["d t"] "in place", "Both say the same but for the place";
        TieDiffersNumber "tie.differs.number" Counterparts ["d n"] "in number", "Both say the same but for a number";
        TieDiffersTime "tie.differs.time" Counterparts ["d d"] "in time", "Both say the same but for the time";
        TieDiffersSource "tie.differs.source" Counterparts ["d s"] "in source", "Both say the same, by another source";
        TieDiffersOther "tie.differs.other" Counterparts ["d o"] "in other", "Both say the same but for something else";
        TieContradicts "tie.contradicts" Counterparts ["!"] "contradicts", "Both cannot be true";
        Untie "tie.remove" Counterparts ["-"] "untie", "Take the tie away";
        GoToEnd "tie.go" Counterparts ["o"] "go there", "Go to the chosen one in the text";
        Row1 "tie.row.1" Counterparts ["1"] "first", "Choose the first row";
        Row2 "tie.row.2" Counterparts ["2"] "second", "Choose the second row";
        Row3 "tie.row.3" Counterparts ["3"] "third", "Choose the third row";
        Row4 "tie.row.4" Counterparts ["4"] "fourth", "Choose the fourth row";
    }
    Said {
        SaidGo "said.go" Said ["enter"] "go there", "Go to the chosen claim in its text";
        SaidLeft "said.left" Said ["[" "h" "left"] "left claim", "Choose the claim of the left article in this row";
        SaidRight "said.right" Said ["]" "l" "right"] "right claim", "Choose the claim of the right article in this row";
        SaidNaming "said.naming" Said ["n"] "by naming", "Show only claims whose source is named, or unnamed, and so on; after the last: all";
        SaidSource "said.source" Said ["s"] "by source", "Show only what the source of the chosen claim says, or all again";
        SaidRole "said.role" Said ["r"] "by role", "Show only claims of sources of one role, and then of the next; after the last: all";
        SaidOrder "said.order" Said ["o"] "order", "Order the rows by the text, by source, or by the kind of tie";
        SaidExport "said.export" Said ["x"] "export", "Copy the command that writes this as a table";
    }
    Compare {
        CompareNext "compare.next" Compare ["] d" "n"] "next difference", "Go to the next row whose words differ";
        ComparePrevious "compare.previous" Compare ["[ d" "N"] "difference before", "Go to the row before whose words differ";
        CompareNextFlagged "compare.flagged.next" Compare ["] f"] "next flagged", "Go to the next row that differs in place, number, time, negation or source";
        ComparePreviousFlagged "compare.flagged.previous" Compare ["[ f"] "flagged before", "Go to the row before that differs in place, number, time, negation or source";
        CompareNone "compare.none" Compare ["0"] "confirm none", "Confirm that the chosen sentence has no counterpart";
        CompareOnly "compare.only" Compare ["f"] "show less", "Show only differences, then only what is flagged, then only what has no counterpart, then all";
        CompareMarks "compare.marks" Compare ["v"] "words or passages", "Mark the words that differ, or the passages that stand in both";
        CompareTags "compare.tags" Compare ["t"] "tags", "Show the tags, or not";
        CompareGo "compare.go" Compare ["enter"] "go there", "Go to the chosen sentence in its text";
        CompareLeft "compare.left" Compare ["h" "left"] "left sentence", "Choose the sentence of the left article in this row";
        CompareRight "compare.right" Compare ["l" "right"] "right sentence", "Choose the sentence of the right article in this row";
    }
    Overview {
        OverviewGo "overview.go" Overview ["enter"] "go there", "Go to the chosen paragraph in its text";
        OverviewLeft "overview.left" Overview ["h" "left"] "article A", "Go to the left article from the chosen line";
        OverviewRight "overview.right" Overview ["l" "right"] "article B", "Go to the right article from the chosen line";
        OverviewOrder "overview.order" Overview ["o"] "order of A, of B", "Show the lines in the reading order of the other article";
    }
    List {
        ListDown "list.down" List ["j" "down" "C-n"] "down", "Go one row down";
        ListUp "list.up" List ["k" "up" "C-p"] "up", "Go one row up";
        ListPageDown "list.page.down" List ["pagedown" "C-d" "C-f"] "page down", "Go a page down";
        ListPageUp "list.page.up" List ["pageup" "C-u" "C-b"] "page up", "Go a page up";
        ListTop "list.top" List ["g" "home"] "top", "Go to the first row";
        ListEnd "list.end" List ["G" "end"] "end", "Go to the last row";
        ListAct "list.act" List ["enter"] "act", "Do what the foot of the list says";
        LookAt "history.look" List ["v"] "look at it", "In the history: look at the set as it was after this change";
        GoToChange "history.place" List ["o"] "its place", "In the history: go to the place in the text where the change was";
        ListFilter "list.filter" List ["/"] "filter", "Show only the rows that have what you type";
        ListClose "list.close" List ["q"] "close", "Close the list";
    }
    Text {
        TextAct "text.act" Text ["enter"] "done", "Take the line as it is";
        TextDown "text.down" Text ["down" "C-n" "tab"] "next", "Go to the next suggestion or hit";
        TextUp "text.up" Text ["up" "C-p" "S-tab"] "before", "Go to the suggestion or hit before";
        TextLeft "text.left" Text ["left"] "left", "Go a character to the left";
        TextRight "text.right" Text ["right"] "right", "Go a character to the right";
        TextStart "text.start" Text ["home" "C-a"] "start", "Go to the start of the line";
        TextEnd "text.end" Text ["end" "C-e"] "end", "Go to the end of the line";
        TextBackspace "text.backspace" Text ["backspace" "C-h"] "delete", "Delete the character before";
        TextDelete "text.delete" Text ["delete" "C-d"] "delete", "Delete the character after";
        TextDeleteWord "text.delete_word" Text ["C-w"] "delete word", "Delete the word before";
        TextClear "text.clear" Text ["C-u"] "clear", "Delete the whole line";
    }
}

/// The names of the label commands, by their place in the schema.
const LABEL_NAMES: [&str; 9] =
    ["label.1", "label.2", "label.3", "label.4", "label.5", "label.6", "label.7", "label.8", "label.9"];

/// The names of the commands that label all alike, by the place of the label in the schema.
const ALIKE_NAMES: [&str; 9] =
    ["alike.1", "alike.2", "alike.3", "alike.4", "alike.5", "alike.6", "alike.7", "alike.8", "alike.9"];

impl Command {
    /// Returns the command's row of [`TABLE`]; none for the labels, which the schema names.
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        TABLE.iter().find(|entry| entry.command == self)
    }

    /// Returns the command's name in the configuration; none for a label after the ninth.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Command::Label(place) => LABEL_NAMES.get(usize::from(place)).copied(),
            Command::LabelAlike(place) => ALIKE_NAMES.get(usize::from(place)).copied(),
            _ => self.entry().map(|entry| entry.name),
        }
    }

    /// Returns the command called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(place) = LABEL_NAMES.iter().position(|label| *label == name) {
            return u8::try_from(place).ok().map(Command::Label);
        }
        if let Some(place) = ALIKE_NAMES.iter().position(|label| *label == name) {
            return u8::try_from(place).ok().map(Command::LabelAlike);
        }
        TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        for entry in TABLE {
            assert_eq!(Command::from_name(entry.name), Some(entry.command), "{}", entry.name);
            assert!(!entry.sentence.ends_with('.') && !entry.hint.is_empty(), "{}", entry.name);
        }
        assert_eq!(Command::from_name("label.3"), Some(Command::Label(2)));
        assert_eq!(Command::Label(8).name(), Some("label.9"));
        assert_eq!(Command::from_name("alike.2"), Some(Command::LabelAlike(1)));
        assert_eq!(Command::from_name("no.such"), None);
    }
}
