//! Standard output. The protocol library writes its messages through it, and diagnostics go past the library: it would
//! turn each into a tree of JSON values first, which costs more than finding them. Messages are written in the order in
//! which they came: diagnostics by whoever has them, when nothing else is being written, all else by one thread.

#[cfg(unix)]
use std::os::fd::AsFd;
#[cfg(windows)]
use std::os::windows::io::AsHandle;
use std::{
    fs::File,
    io::{self, Write},
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use tokio::io::AsyncWrite;

/// While more bytes than this wait for the client, diagnostics wait too, so that only the latest are sent.
const ROOM: usize = 1 << 18;

/// How long the last messages may take when the session ends.
const PATIENCE: Duration = Duration::from_secs(2);

/// Standard output without the library's buffer, which would cut each message in two at its header.
pub fn standard_output() -> io::Result<File> {
    #[cfg(unix)]
    let own = io::stdout().as_fd().try_clone_to_owned();
    #[cfg(windows)]
    let own = io::stdout().as_handle().try_clone_to_owned();
    own.map(File::from)
}

/// A handle of the one output.
#[derive(Clone)]
pub struct Wire(Arc<Shared>);

struct Shared {
    state: Mutex<Waiting>,
    /// There is something to write for the thread that writes.
    ready: Condvar,
    /// Something was written.
    written: Condvar,
    /// Held by whoever has set [`Waiting::writing`].
    output: Mutex<Box<dyn Write + Send>>,
}

#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    /// Room to write the next messages into, while the last are being written.
    spare: Vec<u8>,
    writing: bool,
    /// The client no longer reads.
    broken: bool,
}

impl Wire {
    /// Starts the thread that writes to `output`.
    pub fn new(output: impl Write + Send + 'static) -> Self {
        let output = Mutex::new(Box::new(output) as Box<dyn Write + Send>);
        let wire =
            Wire(Arc::new(Shared { state: Mutex::default(), ready: Condvar::new(), written: Condvar::new(), output }));
        let shared = wire.0.clone();
        std::thread::spawn(move || {
            let mut broken = false;
            while !broken {
                let idle = |w: &mut Waiting| w.bytes.is_empty() || w.writing;
                let waiting = shared.ready.wait_while(shared.lock(), idle).unwrap_or_else(PoisonError::into_inner);
                broken = shared.write_out(waiting);
            }
        });
        wire
    }

    /// Sends a message, when the client has room for it: at once where nothing is being written, which spares it the way
    /// through another thread.
    pub fn send(&self, body: &[u8]) {
        let full = |w: &mut Waiting| w.bytes.len() > ROOM && !w.broken;
        let waiting = self.0.written.wait_while(self.0.lock(), full);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        if waiting.broken {
            return;
        }
        // Writing to a vector cannot fail.
        let _ = write!(waiting.bytes, "Content-Length: {}\r\n\r\n", body.len());
        waiting.bytes.extend_from_slice(body);
        if !waiting.writing {
            self.0.write_out(waiting);
        }
    }

    /// Waits until everything is written.
    pub fn finish(&self) {
        let waiting = self.0.lock();
        let busy = |w: &mut Waiting| (w.writing || !w.bytes.is_empty()) && !w.broken;
        // A client that does not read to the end is not waited for.
        let _ = self.0.written.wait_timeout_while(waiting, PATIENCE, busy);
    }
}

impl Shared {
    /// Writes what waits; whether the client is gone. Nobody else may be writing.
    fn write_out(&self, mut waiting: MutexGuard<'_, Waiting>) -> bool {
        waiting.writing = true;
        let spare = std::mem::take(&mut waiting.spare);
        let mut batch = std::mem::replace(&mut waiting.bytes, spare);
        drop(waiting);
        let written = {
            let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
            output.write_all(&batch).and_then(|()| output.flush())
        };
        batch.clear();
        batch.shrink_to(ROOM);
        let mut waiting = self.lock();
        waiting.spare = batch;
        waiting.writing = false;
        waiting.broken |= written.is_err();
        let more = !waiting.bytes.is_empty();
        drop(waiting);
        if more {
            self.ready.notify_one();
        }
        self.written.notify_all();
        written.is_err()
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The library writes whole messages, of which all bytes are taken at once: so none can come between them.
impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut waiting = self.0.lock();
        if waiting.broken {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        waiting.bytes.extend_from_slice(bytes);
        let writing = waiting.writing;
        drop(waiting);
        if !writing {
            self.0.ready.notify_one();
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;

    /// Takes a few bytes at a time.
    #[derive(Clone, Default)]
    struct Slow(Arc<Mutex<Vec<u8>>>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let n = bytes.len().min(7);
            self.0.lock().unwrap().extend_from_slice(&bytes[..n]);
            Ok(n)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn messages_from_both_sides_stay_whole() {
        let out = Slow::default();
        let wire = Wire::new(out.clone());
        let mut library = wire.clone();
        for n in 0..200 {
            library.write_all(format!("Content-Length: 5\r\n\r\n<{n:03}>").as_bytes()).await.unwrap();
            wire.send(format!("[{n:03}]").as_bytes());
        }
        wire.finish();
        let text = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        let wanted: String =
            (0..200).map(|n| format!("Content-Length: 5\r\n\r\n<{n:03}>Content-Length: 5\r\n\r\n[{n:03}]")).collect();
        assert_eq!(text, wanted);
    }

    #[test]
    fn a_client_that_left_holds_up_nobody() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let wire = Wire::new(Gone);
        let large = vec![b'x'; 2 * ROOM];
        (0..4).for_each(|_| wire.send(&large));
        wire.finish();
    }
}
