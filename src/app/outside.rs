//! Suggesters from outside: programs that the settings name, each beside the program in a process of its own.
//!
//! A program is started when something is first asked of it. It is never waited for, what it answers is checked
//! ([`outside`]), and one that keeps silent, ends or answers nonsense is stopped and told of once.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::Event;
use crate::editor::input::{Grade, Message, Report};
use crate::suggest::outside::{self, AnswerError, LONGEST_ANSWER, Question};

/// So many bytes of questions are on their way at once, or one question: fewer than a pipe holds, so that writing never
/// waits for a program that waits for its answers to be read.
const ON_THE_WAY: usize = 8 << 10;

/// A program that answered nonsense so often is stopped.
const FAULTS: usize = 3;

/// So many lines of a program are read before they are looked at; one that writes more waits.
const AHEAD: usize = 16;

/// So many sentences that a program did not answer in their turn may be answered later.
const LATE: usize = 64;

/// A program that the settings name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggester {
    /// What its candidates are marked with.
    pub name: String,
    /// The program and its arguments.
    pub run: Vec<String>,
    /// How long it may take for an answer.
    pub limit: Duration,
}

/// All programs that are asked.
pub struct Outside {
    programs: Vec<Program>,
    events: Sender<Event>,
}

struct Program {
    suggester: Suggester,
    state: State,
}

enum State {
    /// Nothing has been asked yet.
    Waiting,
    /// It runs.
    Running { ask: Sender<Vec<Question>>, process: Arc<Process> },
    /// It could not be started.
    Ended,
}

impl Outside {
    /// Returns the programs `suggesters`, none of them started, which report through `events`.
    #[must_use]
    pub fn new(suggesters: Vec<Suggester>, events: Sender<Event>) -> Self {
        let program = |suggester| Program { suggester, state: State::Waiting };
        Outside { programs: suggesters.into_iter().map(program).collect(), events }
    }

    /// Asks every program; their answers come as events.
    pub fn ask(&mut self, questions: &[Question]) {
        for program in &mut self.programs {
            if matches!(program.state, State::Waiting) {
                program.state = start(&program.suggester, &self.events).unwrap_or_else(|error| {
                    let name = &program.suggester.name;
                    let run = program.suggester.run.first().map_or("", String::as_str);
                    tell(&self.events, format!("the suggester {name} did not start: {run}: {error}"));
                    State::Ended
                });
            }
            if let State::Running { ask, .. } = &program.state {
                // One that was stopped is asked no more.
                let _ = ask.send(questions.to_vec());
            }
        }
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        for program in &self.programs {
            if let State::Running { process, .. } = &program.state {
                process.end();
            }
        }
    }
}

/// A program that runs, with all that it has started in its turn.
struct Process(Mutex<Option<Child>>);

impl Process {
    /// Stops it and what it has started, and waits for its end, so that nothing is left behind.
    fn end(&self) {
        // Once waited for, its number may be that of another process: it is stopped once only.
        let Some(mut child) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn start(suggester: &Suggester, events: &Sender<Event>) -> io::Result<State> {
    let (program, arguments) = suggester.run.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
    // A group of its own: what stops or ends this program from the terminal is not meant for that one, and all of it can
    // be stopped together.
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (Some(input), Some(output)) = (input, output) else { return Err(io::Error::other("it has no pipes")) };
    let process = Arc::new(Process(Mutex::new(Some(child))));
    let (say, lines) = mpsc::sync_channel(AHEAD);
    let (ask, asked) = mpsc::channel();
    thread::Builder::new().name("answers".to_owned()).spawn(move || read_lines(output, &say))?;
    let talk = Talk {
        name: suggester.name.clone(),
        limit: suggester.limit,
        input,
        lines,
        events: events.clone(),
        process: Arc::clone(&process),
        faults: 0,
        late: Vec::new(),
    };
    thread::Builder::new().name("questions".to_owned()).spawn(move || talk.run(&asked))?;
    Ok(State::Running { ask, process })
}

/// Hands on what the program writes, line by line; a line that is too long ends it.
fn read_lines(output: impl io::Read, say: &SyncSender<String>) {
    let mut output = BufReader::new(output);
    loop {
        let mut line = Vec::new();
        let most = LONGEST_ANSWER as u64 + 1;
        let Ok(count) = output.by_ref().take(most).read_until(b'\n', &mut line) else { return };
        if count == 0 || count > LONGEST_ANSWER || say.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
            return;
        }
    }
}

fn tell(events: &Sender<Event>, text: String) {
    // Nobody may be listening any more.
    let _ = events.send(Event::Worker(Report::Told(Message { grade: Grade::Warning, text })));
}

/// The talk with one program.
struct Talk {
    name: String,
    limit: Duration,
    input: ChildStdin,
    lines: Receiver<String>,
    events: Sender<Event>,
    process: Arc<Process>,
    faults: usize,
    /// Sentences that were not answered in their turn.
    late: Vec<Question>,
}

/// How a talk ended.
enum Ended {
    /// The program is asked no more, for this reason.
    Because(String),
    /// Nobody listens any more.
    Quietly,
}

impl Talk {
    /// Asks what comes through `asked` until that ends or the program must be stopped.
    fn run(mut self, asked: &Receiver<Vec<Question>>) {
        while let Ok(questions) = asked.recv() {
            match self.ask_all(&questions) {
                Ok(()) => {}
                Err(Ended::Quietly) => break,
                Err(Ended::Because(reason)) => {
                    tell(&self.events, format!("the suggester {} {reason} and is asked no more", self.name));
                    break;
                }
            }
        }
        self.process.end();
    }

    fn ask_all(&mut self, questions: &[Question]) -> Result<(), Ended> {
        let mut rest = questions;
        while !rest.is_empty() {
            let (mut lines, mut count) = (String::new(), 0);
            for line in rest.iter().map(Question::line) {
                if count > 0 && lines.len() + line.len() > ON_THE_WAY {
                    break;
                }
                lines.push_str(&line);
                count += 1;
            }
            let (now, later) = rest.split_at(count);
            rest = later;
            let written = self.input.write_all(lines.as_bytes()).and_then(|()| self.input.flush());
            if written.is_err() {
                return Err(Ended::Because("has ended".to_owned()));
            }
            self.hear(now)?;
        }
        Ok(())
    }

    /// Takes the answers to `asked`, in whatever order they come.
    fn hear(&mut self, asked: &[Question]) -> Result<(), Ended> {
        let mut open: Vec<Question> = asked.to_vec();
        // A line that cannot be read may have been the answer to any of them.
        let mut unread = 0;
        while open.len() > unread {
            let line = self.lines.recv_timeout(self.limit).map_err(|error| {
                Ended::Because(match error {
                    RecvTimeoutError::Timeout => format!("gave no answer for {} s", self.limit.as_secs()),
                    RecvTimeoutError::Disconnected => "has ended".to_owned(),
                })
            })?;
            let answer = outside::read(&line, &open).or_else(|error| match error {
                AnswerError::Unasked(_) => outside::read(&line, &self.late),
                _ => Err(error),
            });
            match answer {
                Ok(answer) => {
                    open.retain(|question| question.id != answer.id);
                    self.late.retain(|question| question.id != answer.id);
                    let report = Report::Suggested { by: self.name.as_str().into(), answer };
                    if self.events.send(Event::Worker(report)).is_err() {
                        return Err(Ended::Quietly);
                    }
                }
                Err(error) => {
                    self.faults += 1;
                    if self.faults >= FAULTS {
                        return Err(Ended::Because(format!("answers what it should not ({error})")));
                    }
                    match error {
                        AnswerError::Place { id, .. } => open.retain(|question| question.id != id),
                        AnswerError::Form(_) => unread += 1,
                        AnswerError::Unasked(_) => {}
                    }
                }
            }
        }
        self.late.append(&mut open);
        self.late.drain(..self.late.len().saturating_sub(LATE));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DocId, Document};

    /// Asks a shell script three sentences and returns what is reported until nothing more comes.
    fn reported(script: &str, limit: Duration) -> Vec<String> {
        let (events, received) = mpsc::channel();
        let run = ["sh", "-c", script].map(str::to_owned).to_vec();
        let mut outside = Outside::new(vec![Suggester { name: "rules".to_owned(), run, limit }], events);
        let document = Document::new(DocId::A, "Kabul fell. Herat fell. Şıbırğan fell.".to_owned());
        let places = [0..11, 12..23, 24..document.len()];
        let questions: Vec<Question> =
            (1..).zip(places).filter_map(|(id, bytes)| Question::of(id, &document, bytes)).collect();
        outside.ask(&questions);
        let mut reports = Vec::new();
        // The sender inside goes with the threads; the one outside must go first.
        while let Ok(event) = received.recv_timeout(Duration::from_secs(20)) {
            let Event::Worker(report) = event else { continue };
            match report {
                Report::Suggested { by, answer } => {
                    let words = |(bytes, label): &(std::ops::Range<usize>, String)| {
                        format!("{by} {} {label}", document.slice(bytes.clone()))
                    };
                    reports.extend(answer.candidates.iter().map(words));
                    if answer.id == 3 {
                        break;
                    }
                }
                Report::Told(message) => {
                    reports.push(message.text);
                    break;
                }
                _ => {}
            }
        }
        reports
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn what_a_program_answers_is_reported() {
        let script = r#"while read line; do id=${line#*:}; id=${id%%,*}
            echo "{\"id\":$id,\"candidates\":[{\"start\":0,\"end\":5,\"label\":\"place\"}]}"; done"#;
        assert_eq!(reported(script, LONG), ["rules Kabul place", "rules Herat place", "rules Şıbır place"]);
    }

    #[test]
    fn one_that_is_silent_ends_or_talks_nonsense_is_told_once() {
        let silent = reported("sleep 60", Duration::from_millis(1));
        assert_eq!(silent, ["the suggester rules gave no answer for 0 s and is asked no more"]);
        let ended = reported("exit 3", LONG);
        assert_eq!(ended, ["the suggester rules has ended and is asked no more"]);
        let nonsense = reported("while read line; do echo nonsense; done", LONG);
        assert!(nonsense.len() == 1 && nonsense[0].contains("answers what it should not"), "{nonsense:?}");
        let endless = reported("cat /dev/zero", LONG);
        assert_eq!(endless, ["the suggester rules has ended and is asked no more"]);
    }

    #[test]
    fn one_wrong_answer_is_one_fault_and_takes_no_other_with_it() {
        // The second sentence is answered first, and with a place that it does not have.
        let place = |id: u8, end: u8| {
            format!(r#"echo '{{"id":{id},"candidates":[{{"start":0,"end":{end},"label":"place"}}]}}';"#)
        };
        let wrong = format!("read a; read b; read c; {} {} {} cat", place(2, 99), place(1, 5), place(3, 5));
        assert_eq!(reported(&wrong, LONG), ["rules Kabul place", "rules Şıbır place"]);
        let unasked =
            format!("read a; read b; read c; {} {} {} {} cat", place(9, 5), place(2, 5), place(1, 5), place(3, 5));
        assert_eq!(reported(&unasked, LONG), ["rules Herat place", "rules Kabul place", "rules Şıbır place"]);
        // One line that nobody can read: the answers that come are taken, and the one that is missing is not waited for.
        let noise = format!("read a; read b; read c; echo loading; {} {} cat", place(2, 5), place(3, 5));
        assert_eq!(reported(&noise, LONG), ["rules Herat place", "rules Şıbır place"]);
    }

    /// More questions than a pipe holds, to a program that says more than one holds before it has read them all.
    #[test]
    fn many_short_sentences_to_a_program_that_says_much_are_all_answered() {
        let script = r#"while read line; do id=${line#*:}; id=${id%%,*}
            printf '{"id":%d,"candidates":[]%400s}\n' $id; done"#;
        let (events, received) = mpsc::channel();
        let run = ["sh", "-c", script].map(str::to_owned).to_vec();
        let mut outside = Outside::new(vec![Suggester { name: "rules".to_owned(), run, limit: LONG }], events);
        let document = Document::new(DocId::A, "a.".to_owned());
        let questions: Vec<Question> = (0..4000).filter_map(|id| Question::of(id, &document, 0..2)).collect();
        outside.ask(&questions);
        let mut answered = 0;
        while answered < questions.len() {
            match received.recv_timeout(LONG) {
                Ok(Event::Worker(Report::Suggested { .. })) => answered += 1,
                other => panic!("{answered} were answered, then {:?}", other.is_err()),
            }
        }
    }

    #[test]
    fn what_a_program_has_started_ends_with_it() {
        let run = ["sh", "-c", "sleep 1000 & echo started; wait"].map(str::to_owned).to_vec();
        let (program, arguments) = run.split_first().expect("a program is named");
        let mut child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("there is a shell");
        let (say, lines) = mpsc::sync_channel(AHEAD);
        let output = child.stdout.take().expect("it has a pipe");
        thread::spawn(move || read_lines(output, &say));
        assert_eq!(lines.recv_timeout(LONG).as_deref(), Ok("started\n"));
        let process = Process(Mutex::new(Some(child)));
        process.end();
        process.end();
        // The sleeper holds the pipe open for as long as it lives.
        assert_eq!(lines.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn one_that_is_not_there_is_told() {
        let (events, received) = mpsc::channel();
        let run = vec!["/no/such/program".to_owned()];
        let mut outside = Outside::new(vec![Suggester { name: "spacy".to_owned(), run, limit: LONG }], events);
        outside.ask(&[]);
        let Ok(Event::Worker(Report::Told(message))) = received.recv() else { panic!("nothing was told") };
        assert!(message.text.starts_with("the suggester spacy did not start: /no/such/program: "), "{}", message.text);
    }
}
