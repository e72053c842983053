//! Work that takes seconds beside the window: begun here, shown while it lasts, stopped where the user does not want it
//! any more. What is quick is done before anything is shown. Knows no file.

use std::time::Duration;

use crate::gui::app::App;
use crate::messages;
use crate::session::{LongTask, TaskProgress};

/// How often the window looks whether the work has ended.
const BEAT: Duration = Duration::from_millis(50);

/// What is done in the window once the work has ended.
pub(super) type TaskEnd = Box<dyn FnOnce(&mut App) + Send>;

/// What is shown of work.
#[derive(Clone, Debug, Default)]
pub struct TaskWords {
    /// What is being done, and with which file.
    pub head: String,
    /// More of it; may be empty.
    pub text: String,
    /// The steps by their names; none where the work does not tell how far it is.
    pub steps: Vec<String>,
}

/// Work under way, with what is shown of it.
pub struct RunningTask {
    task: LongTask<TaskEnd>,
    /// What is shown.
    pub words: TaskWords,
    /// When it was begun, counted from the start of the program.
    pub since: Duration,
    /// Whether it was told to stop.
    pub stopping: bool,
}

impl RunningTask {
    /// Which step it is at, counted from 0.
    pub fn at(&self) -> usize {
        self.task.progress().at()
    }
}

impl App {
    /// Begins work; what it gives is done at once where it is quick. One task is under way at a time: another one before
    /// it is stopped.
    pub(super) fn begin_task(
        &mut self,
        writes: bool,
        words: TaskWords,
        work: impl FnOnce(&TaskProgress) -> TaskEnd + Send + 'static,
    ) {
        let patience = self.host.task_patience();
        self.begin_patiently(patience, writes, words, work);
    }

    /// As `begin_task`, for work of which it is known that it is quick or slow.
    pub(super) fn begin_patiently(
        &mut self,
        patience: Duration,
        writes: bool,
        words: TaskWords,
        work: impl FnOnce(&TaskProgress) -> TaskEnd + Send + 'static,
    ) {
        self.task = None;
        match LongTask::begin(writes, work) {
            Ok(task) => {
                self.task = Some(RunningTask { task, words, since: self.host.moment(), stopping: false });
                self.take_task(patience);
            }
            Err(error) => self.say(
                self.language().say("task.not_begun", &[("words", &messages::system_error(self.language(), &error))]),
            ),
        }
    }

    /// Does what follows from work that has ended, once nothing else asks.
    pub(in crate::gui) fn take_task(&mut self, patience: Duration) {
        if self.dialogs.is_asking() {
            return;
        }
        let Some(result) = self.task.as_ref().and_then(|running| running.task.result(patience)) else { return };
        self.task = None;
        match result {
            Ok(end) => end(self),
            Err(panic) => self.say(self.language().say("draft.broke", &[("words", &panic)])),
        }
    }

    /// Stops work that is under way: what only reads at once, what writes when it has left nothing half done.
    pub(in crate::gui) fn stop_task(&mut self) {
        let Some(running) = &mut self.task else { return };
        running.task.stop();
        running.stopping = true;
        if !running.task.writes() {
            self.task = None;
            self.say_stopped();
        }
    }

    /// Says that work was stopped.
    pub(super) fn say_stopped(&mut self) {
        self.say(self.language().word("task.stopped"));
    }

    /// Lets frames come while work is under way; to be called at the end of each.
    pub(in crate::gui) fn await_task(&mut self, context: &egui::Context) {
        if self.task.is_some() {
            context.request_repaint_after(BEAT);
        }
        if let Some(path) = self.to_print.take() {
            self.host.hand_over(&path, context);
            self.printing = Some(path);
        }
    }

    /// Whether work is under way.
    #[allow(dead_code, reason = "tests wait for the end of work")]
    pub const fn is_working(&self) -> bool {
        self.task.is_some()
    }
}
