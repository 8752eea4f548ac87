//! Standard output. The protocol library writes its messages through it, and diagnostics go past the library: it would
//! turn each into a tree of JSON values first, which costs more than finding them. One thread writes, in the order in
//! which messages came.

use std::{
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

/// A handle of the one output.
#[derive(Clone)]
pub struct Wire(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    writing: bool,
    /// The client no longer reads.
    broken: bool,
}

impl Wire {
    /// Starts the thread that writes to `output`.
    pub fn new(mut output: impl Write + Send + 'static) -> Self {
        let wire = Wire(Arc::default());
        let shared = wire.0.clone();
        std::thread::spawn(move || {
            let mut batch = Vec::new();
            loop {
                {
                    let waiting = shared.lock();
                    let mut waiting = shared
                        .changed
                        .wait_while(waiting, |w| w.bytes.is_empty())
                        .unwrap_or_else(PoisonError::into_inner);
                    std::mem::swap(&mut batch, &mut waiting.bytes);
                    waiting.writing = true;
                }
                let written = output.write_all(&batch).and_then(|()| output.flush());
                batch.clear();
                batch.shrink_to(ROOM);
                let mut waiting = shared.lock();
                waiting.writing = false;
                waiting.broken |= written.is_err();
                drop(waiting);
                shared.changed.notify_all();
                if written.is_err() {
                    return;
                }
            }
        });
        wire
    }

    /// Sends a message, when the client has room for it.
    pub fn send(&self, body: &[u8]) {
        let waiting = self.0.lock();
        let full = |w: &mut Waiting| w.bytes.len() > ROOM && !w.broken;
        let mut waiting = self.0.changed.wait_while(waiting, full).unwrap_or_else(PoisonError::into_inner);
        if waiting.broken {
            return;
        }
        waiting.bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        waiting.bytes.extend_from_slice(body);
        drop(waiting);
        self.0.changed.notify_all();
    }

    /// Waits until everything is written.
    pub fn finish(&self) {
        let waiting = self.0.lock();
        let busy = |w: &mut Waiting| (w.writing || !w.bytes.is_empty()) && !w.broken;
        // A client that does not read to the end is not waited for.
        let _ = self.0.changed.wait_timeout_while(waiting, PATIENCE, busy);
    }
}

impl Shared {
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
        drop(waiting);
        self.0.changed.notify_all();
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
