//! The floor: the least that ratatui does for two wrapped texts side by side, to measure diptych against.
//!
//! Arguments: two files. `j` and `k` or the arrows move the cursor line and scroll where needed, `q` ends it.

use std::{env, fs, io};

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Modifier;
use ratatui::widgets::{Paragraph, Wrap};

fn main() -> io::Result<()> {
    let texts = env::args().skip(1).map(fs::read_to_string).collect::<io::Result<Vec<_>>>()?;
    let [left, right] = texts.as_slice() else { return Err(io::Error::other("two files are needed")) };
    let mut terminal = ratatui::init();
    let ended = run(&mut terminal, left, right);
    ratatui::restore();
    ended
}

fn run(terminal: &mut DefaultTerminal, left: &str, right: &str) -> io::Result<()> {
    let (mut top, mut row) = (0_u16, 0_u16);
    let mut panes = [left, right].map(|text| Paragraph::new(text).wrap(Wrap { trim: false }));
    loop {
        panes = panes.map(|pane| pane.scroll((top, 0)));
        let drawn = terminal.draw(|frame| {
            let areas = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(2).split(frame.area());
            for (pane, area) in panes.iter().zip(areas.iter()) {
                frame.render_widget(pane, *area);
            }
            let cursor = Rect { y: row, height: 1, ..frame.area() }.intersection(frame.area());
            frame.buffer_mut().set_style(cursor, Modifier::REVERSED);
        })?;
        let last = drawn.area.height.saturating_sub(1);
        match event::read()? {
            Event::Key(key) => match key.code {
                KeyCode::Char('q') => return Ok(()),
                KeyCode::Char('j') | KeyCode::Down if row < last => row += 1,
                KeyCode::Char('j') | KeyCode::Down => top = top.saturating_add(1),
                KeyCode::Char('k') | KeyCode::Up if row > 0 => row -= 1,
                KeyCode::Char('k') | KeyCode::Up => top = top.saturating_sub(1),
                _ => {}
            },
            _ => row = row.min(last),
        }
    }
}
