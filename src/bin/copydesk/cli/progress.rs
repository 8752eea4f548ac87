use std::{
    fmt::Write,
    io::IsTerminal,
    time::{Duration, Instant},
};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// What is done sooner is not worth a line.
const MOMENT: Duration = Duration::from_millis(500);

/// Sooner nobody knows how fast it goes.
const SETTLED: Duration = Duration::from_secs(1);

/// How a bar looks; `{rate}` is how many it does in a second, `{pace}` that and what time is left, once it is known.
pub fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    // What cannot be written to the terminal is not missed.
    let rate = |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{}", HumanCount(state.per_sec() as u64));
    };
    let pace = |state: &ProgressState, out: &mut dyn Write| {
        if state.elapsed() > SETTLED {
            let (rate, left) = (HumanCount(state.per_sec() as u64), HumanDuration(state.eta()));
            let _ = write!(out, ", {rate} a second, {left:#} left");
        }
    };
    style.with_key("rate", rate).with_key("pace", pace)
}

/// Progress on standard error: shown only in a terminal, and only for what takes longer than a moment.
pub struct Bar {
    bar: ProgressBar,
    started: Instant,
}

impl Bar {
    pub fn new(what: &'static str) -> Self {
        let bar = ProgressBar::hidden().with_message(what);
        bar.set_style(style("{spinner} {msg}: {human_pos} ({rate} a second)"));
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
