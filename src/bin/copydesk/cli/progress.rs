use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is done sooner is not worth a line.
const MOMENT: Duration = Duration::from_millis(500);

/// Progress on standard error: shown only in a terminal, and only for what takes longer than a moment.
pub struct Bar {
    bar: ProgressBar,
    started: Instant,
}

impl Bar {
    pub fn new(what: &'static str) -> Self {
        let bar = ProgressBar::hidden().with_message(what);
        let style = ProgressStyle::with_template("{spinner} {msg}: {human_pos} ({per_sec})");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Bar { bar, started: Instant::now() }
    }

    pub fn tick(&self) {
        if self.bar.is_hidden() && std::io::stderr().is_terminal() && self.started.elapsed() > MOMENT {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
