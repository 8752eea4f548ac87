//! Leaves when the client's process is gone (LSP 3.17, `processId`), so that no server outlives a crashed editor.

#[cfg(not(target_os = "linux"))]
use std::process::Command;
use std::{sync::Arc, thread, time::Duration};

use tokio::sync::Notify;

/// How often to look.
const EVERY: Duration = Duration::from_secs(2);

/// After how long the process ends whatever hangs.
const STUCK: Duration = Duration::from_secs(10);

/// Tells `gone` when the process is.
pub fn watch(pid: u32, gone: Arc<Notify>) {
    thread::spawn(move || {
        while alive(pid) {
            thread::sleep(EVERY);
        }
        tracing::warn!(pid, "the editor’s process is gone; leaving");
        gone.notify_one();
        thread::sleep(STUCK);
        std::process::exit(1);
    });
}

#[cfg(target_os = "linux")]
fn alive(pid: u32) -> bool {
    // A zombie is gone too: its state is the first field after the name in parentheses (proc(5)).
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"));
    stat.is_ok_and(|s| !s.rsplit(')').next().unwrap_or_default().trim_start().starts_with(['Z', 'X']))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn alive(pid: u32) -> bool {
    let kill = Command::new("kill").args(["-0", &pid.to_string()]).output();
    kill.map_or(true, |out| out.status.success())
}

#[cfg(not(unix))]
fn alive(pid: u32) -> bool {
    let filter = format!("PID eq {pid}");
    let list = Command::new("tasklist").args(["/NH", "/FI", &filter]).output();
    list.map_or(true, |out| String::from_utf8_lossy(&out.stdout).contains(&pid.to_string()))
}
