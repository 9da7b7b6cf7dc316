//! What keys do in who said what: going to the text, tying what stands side by side, narrowing.

use crate::annotation::{Id, Member, RecordKind};
use crate::compare::said::Relation;
use crate::editor::Editor;
use crate::editor::command::Command;
use crate::editor::links::says;
use crate::editor::panel::Overlay;
use crate::editor::panels::quoted_for_shell;
use crate::text::DocId;

fn end(id: Id) -> Member {
    Member::Record(RecordKind::Attribution, id)
}

impl Editor {
    /// Runs a command of who said what.
    pub(in crate::editor) fn said_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::SaidGo => self.go_to_claim(),
            C::SaidLeft => self.said_side(DocId::A),
            C::SaidRight => self.said_side(DocId::B),
            C::SaidNaming => self.narrow_by("naming"),
            C::SaidRole => self.narrow_by("role"),
            C::SaidSource => self.narrow_by_source(),
            C::SaidOrder => {
                if let Some(Overlay::Said(screen)) = &mut self.overlay {
                    screen.order = screen.order.next();
                    let words = format!("ordered by {}", screen.order.word());
                    self.said_typed();
                    self.tell(&words);
                }
            }
            C::SaidExport => {
                let line = format!("diptych said --csv {}", quoted_for_shell(&self.settings.set_place));
                let words = format!("copied, if the terminal allows it: {line}");
                self.put_on_clipboard(line, &words);
            }
            _ => {}
        }
    }

    fn said_side(&mut self, side: DocId) {
        if let Some(Overlay::Said(screen)) = &mut self.overlay {
            screen.side = side;
        }
    }

    /// Goes to the chosen claim in its text.
    fn go_to_claim(&mut self) {
        let Some(Overlay::Said(screen)) = &self.overlay else { return };
        let Some(place) = screen.claim().and_then(|id| self.end_place(&end(id))) else {
            self.tell("nothing is shown to go to");
            return;
        };
        self.overlay = None;
        self.mark_place();
        self.show_place(place.0, place.1);
    }

    /// Ties or unties the two claims of the chosen row; where only one stands there, offers what it may be tied to.
    pub(in crate::editor) fn tie_said(&mut self, command: Command) {
        let Some(Overlay::Said(screen)) = &self.overlay else { return };
        let (row, claim) = (screen.row(), screen.claim());
        let pair = row.filter(|row| row.relation != Relation::Apart).and_then(|row| Some([row.ends[0]?, row.ends[1]?]));
        match (pair, claim, says(command)) {
            (Some(pair), _, Some(says)) => {
                self.tie_ends(&pair.map(end), says);
            }
            (Some(pair), _, None) if command == Command::Untie => {
                self.untie_ends(&pair.map(end));
            }
            (None, Some(_), None) if command == Command::Untie => self.tell("it is not tied to the other article"),
            (None, Some(claim), Some(_)) => {
                if let Some(reason) = self.read_only_reason() {
                    self.warn(&format!("{reason}: nothing can be changed"));
                    return;
                }
                self.put_said_behind();
                self.offer_for(end(claim));
            }
            _ => {}
        }
    }

    /// Puts who said what behind the list that comes in front of it.
    pub(in crate::editor) fn put_said_behind(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Said(screen)) => self.said_behind = Some(screen),
            other => self.overlay = other,
        }
    }
}
