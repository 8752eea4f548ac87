//! Standard output. The protocol library writes its messages through it, and diagnostics go past the library: it would
//! turn each into a tree of JSON values first, which costs more than finding them. Messages are written in the order in
//! which they came: diagnostics by whoever has them, when nothing else is being written, all else by one thread. Whoever must
//! not wait for the client writes what it has room for, and leaves the rest to that thread.

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

/// Bytes that a pipe with any room takes without making the writer wait (POSIX, PIPE_BUF; on Linux a page).
const PIECE: usize = 4096;

/// What messages are written to.
pub trait Output: Write + Send {
    /// Whether [`PIECE`] bytes can be written now without waiting; `false` where nobody knows.
    fn has_room(&self) -> bool;
}

impl Output for File {
    #[cfg(unix)]
    fn has_room(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let mut files = [PollFd::new(self, PollFlags::OUT)];
        // An error of the other end makes a write fail, and not wait.
        poll(&mut files, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) == Ok(1)
    }

    #[cfg(not(unix))]
    fn has_room(&self) -> bool {
        false
    }
}

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
    output: Mutex<Box<dyn Output>>,
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
    pub fn new(output: impl Output + 'static) -> Self {
        let output = Mutex::new(Box::new(output) as Box<dyn Output>);
        let wire =
            Wire(Arc::new(Shared { state: Mutex::default(), ready: Condvar::new(), written: Condvar::new(), output }));
        let shared = wire.0.clone();
        std::thread::spawn(move || {
            let mut broken = false;
            while !broken {
                let idle = |w: &mut Waiting| w.bytes.is_empty() || w.writing;
                let waiting = shared.ready.wait_while(shared.lock(), idle).unwrap_or_else(PoisonError::into_inner);
                broken = shared.write_out(waiting, true);
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
        waiting.add(body);
        if !waiting.writing {
            self.0.write_out(waiting, true);
        }
    }

    /// Whether nothing is being written, and there is room for more.
    pub fn is_free(&self) -> bool {
        let waiting = self.0.lock();
        let free = !waiting.writing && !waiting.broken && waiting.bytes.is_empty();
        free && self.0.output.try_lock().is_ok_and(|output| output.has_room())
    }

    /// Sends a message without ever waiting for the client: what it has no room for the other thread writes.
    pub fn offer(&self, body: &[u8]) {
        let mut waiting = self.0.lock();
        if waiting.broken {
            return;
        }
        waiting.add(body);
        if !waiting.writing {
            self.0.write_out(waiting, false);
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

impl Waiting {
    fn add(&mut self, body: &[u8]) {
        // Writing to a vector cannot fail.
        let _ = write!(self.bytes, "Content-Length: {}\r\n\r\n", body.len());
        self.bytes.extend_from_slice(body);
    }
}

/// Writes bytes, or as many as there is room for; how many.
fn write_now(output: &mut dyn Output, bytes: &[u8]) -> io::Result<usize> {
    let mut done = 0;
    while done < bytes.len() && output.has_room() {
        let piece = &bytes[done..bytes.len().min(done + PIECE)];
        match output.write(piece) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => done += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    output.flush().map(|()| done)
}

impl Shared {
    /// Writes what waits, without waiting for the client only what it has room for; whether it is gone. Nobody else may be
    /// writing.
    fn write_out(&self, mut waiting: MutexGuard<'_, Waiting>, patiently: bool) -> bool {
        waiting.writing = true;
        let spare = std::mem::take(&mut waiting.spare);
        let mut batch = std::mem::replace(&mut waiting.bytes, spare);
        drop(waiting);
        let written = {
            let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
            match patiently {
                true => output.write_all(&batch).and_then(|()| output.flush()).map(|()| batch.len()),
                false => write_now(&mut **output, &batch),
            }
        };
        let mut waiting = self.lock();
        if let Ok(done) = written
            && done < batch.len()
        {
            batch.drain(..done);
            batch.append(&mut waiting.bytes);
            std::mem::swap(&mut batch, &mut waiting.bytes);
        }
        batch.clear();
        batch.shrink_to(ROOM);
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

    impl Output for Slow {
        /// As chance has it.
        fn has_room(&self) -> bool {
            !self.0.lock().unwrap().len().is_multiple_of(3)
        }
    }

    #[tokio::test]
    async fn messages_from_both_sides_stay_whole() {
        let out = Slow::default();
        let wire = Wire::new(out.clone());
        let mut library = wire.clone();
        for n in 0..200 {
            library.write_all(format!("Content-Length: 5\r\n\r\n<{n:03}>").as_bytes()).await.unwrap();
            match n % 2 {
                0 => wire.send(format!("[{n:03}]").as_bytes()),
                _ => wire.offer(format!("[{n:03}]").as_bytes()),
            }
        }
        wire.finish();
        let text = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        let wanted: String =
            (0..200).map(|n| format!("Content-Length: 5\r\n\r\n<{n:03}>Content-Length: 5\r\n\r\n[{n:03}]")).collect();
        assert_eq!(text, wanted);
    }

    #[cfg(unix)]
    #[test]
    fn a_client_that_does_not_read_is_not_waited_for() {
        use std::io::Read;
        let (mut client, server) = io::pipe().unwrap();
        let wire = Wire::new(File::from(std::os::fd::OwnedFd::from(server)));
        assert!(wire.is_free());
        let large = vec![b'x'; 8 * ROOM];
        wire.offer(&large);
        wire.offer(b"more");
        assert!(!wire.is_free());
        let wanted =
            [format!("Content-Length: {}\r\n\r\n", large.len()).as_bytes(), &large, b"Content-Length: 4\r\n\r\nmore"]
                .concat();
        let mut read = vec![0; wanted.len()];
        client.read_exact(&mut read).unwrap();
        assert!(read == wanted);
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
        impl Output for Gone {
            fn has_room(&self) -> bool {
                true
            }
        }
        let wire = Wire::new(Gone);
        let large = vec![b'x'; 2 * ROOM];
        (0..4).for_each(|_| wire.send(&large));
        wire.finish();
    }
}
