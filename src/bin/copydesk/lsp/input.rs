//! Standard input. One thread reads it and hands messages on to the protocol library, but for edits: these it applies
//! itself when everything before them has been taken in, so that a keystroke need not wait until another thread wakes up.

use std::{
    io::{BufRead, BufReader, Read},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};

use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;
use tokio::{
    io::{AsyncRead, ReadBuf},
    sync::mpsc::{Receiver, Sender, channel},
};

/// Messages that may wait for the library.
const WAITING: usize = 64;

/// What the method of an edit looks like near the beginning of a message.
const EDIT: &[u8] = br#""textDocument/didChange""#;
const BEGINNING: usize = 128;

/// Messages with a method that were handed on and have not been taken in yet.
#[derive(Clone, Default)]
pub struct Pending(Arc<AtomicUsize>);

impl Pending {
    /// Notes that a message was taken in: what it changes is changed, and what it asks will be answered from what stands.
    pub fn taken(&self) {
        // One that was never handed on is none of the input's.
        let _ = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| n.checked_sub(1));
    }

    fn add(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }

    fn is_none(&self) -> bool {
        self.0.load(Ordering::Acquire) == 0
    }
}

/// Standard input as the protocol library reads it.
pub struct Input {
    messages: Receiver<Vec<u8>>,
    /// The message that is being read, and how far it has been.
    current: (Vec<u8>, usize),
}

#[derive(Deserialize)]
struct Edit {
    method: String,
    params: Value,
    id: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Named {
    method: Option<IgnoredAny>,
}

impl Input {
    /// Starts the thread that reads. `edit` applies the parameters of an edit, if it can be applied now.
    pub fn new(
        input: impl Read + Send + 'static,
        pending: Pending,
        edit: impl Fn(&Value) -> bool + Send + 'static,
    ) -> Self {
        let (tell, messages) = channel(WAITING);
        std::thread::spawn(move || read(BufReader::with_capacity(1 << 16, input), &pending, &edit, &tell));
        Input { messages, current: (Vec::new(), 0) }
    }
}

fn read(mut input: impl BufRead, pending: &Pending, edit: &impl Fn(&Value) -> bool, tell: &Sender<Vec<u8>>) {
    let mut message = Vec::new();
    loop {
        message.clear();
        let Some(body) = frame(&mut input, &mut message) else {
            // What is no message is the library's to complain of, and so is all that follows.
            let _ = tell.blocking_send(message);
            let mut rest = vec![0; 1 << 16];
            while let Ok(n @ 1..) = input.read(&mut rest) {
                if tell.blocking_send(rest[..n].to_vec()).is_err() {
                    return;
                }
            }
            return;
        };
        let body = &message[body..];
        let beginning = &body[..body.len().min(BEGINNING)];
        if pending.is_none() && beginning.windows(EDIT.len()).any(|w| w == EDIT) {
            let read = serde_json::from_slice::<Edit>(body).ok();
            let read = read.filter(|e| e.id.is_none() && e.method.as_bytes() == &EDIT[1..EDIT.len() - 1]);
            if read.is_some_and(|e| edit(&e.params)) {
                continue;
            }
        }
        if serde_json::from_slice::<Named>(body).is_ok_and(|n| n.method.is_some()) {
            pending.add();
        }
        if tell.blocking_send(message.clone()).is_err() {
            return;
        }
    }
}

/// Reads a message with its header into `message`; where its body begins, `None` at the end or where there is no message.
fn frame(input: &mut impl BufRead, message: &mut Vec<u8>) -> Option<usize> {
    let mut length = None;
    loop {
        let from = message.len();
        if input.read_until(b'\n', message).ok()? == 0 {
            return None;
        }
        let line = std::str::from_utf8(&message[from..]).ok()?.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("Content-Length") {
            length = Some(value.trim().parse::<usize>().ok()?);
        }
    }
    let (body, length) = (message.len(), length?);
    // A length is not believed before the bytes are there.
    let read = input.take(length as u64).read_to_end(message).ok()?;
    (read == length).then_some(body)
}

impl AsyncRead for Input {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.current.1 == self.current.0.len() {
            match ready!(self.messages.poll_recv(context)) {
                Some(message) => self.current = (message, 0),
                None => return Poll::Ready(Ok(())),
            }
        }
        let (message, at) = &mut self.current;
        let n = into.remaining().min(message.len() - *at);
        into.put_slice(&message[*at..*at + n]);
        *at += n;
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::Mutex;
    use tokio::io::AsyncReadExt;

    fn framed(message: &Value) -> Vec<u8> {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    fn edit(n: u32) -> Value {
        json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": n})
    }

    /// What of some bytes is handed on, and the parameters of the edits that are applied on the way.
    async fn through(bytes: Vec<u8>, pending: &Pending) -> (Vec<u8>, Vec<Value>) {
        let applied = Arc::new(Mutex::new(Vec::new()));
        let note = applied.clone();
        let apply = move |params: &Value| {
            note.lock().unwrap().push(params.clone());
            true
        };
        let mut input = Input::new(std::io::Cursor::new(bytes), pending.clone(), apply);
        let mut out = Vec::new();
        input.read_to_end(&mut out).await.unwrap();
        let applied = applied.lock().unwrap().clone();
        (out, applied)
    }

    #[tokio::test]
    async fn edits_are_applied_until_something_waits_before_them() {
        let hover = json!({"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {}});
        let answer = json!({"jsonrpc": "2.0", "id": 1, "result": null});
        let all = [edit(1), answer.clone(), edit(2), hover.clone(), edit(3)];
        let pending = Pending::default();
        let (out, applied) = through(all.iter().flat_map(framed).collect(), &pending).await;
        assert_eq!(applied, [json!(1), json!(2)]);
        assert_eq!(out, [answer, hover, edit(3)].iter().flat_map(framed).collect::<Vec<u8>>());
        assert!(!pending.is_none());
        pending.taken();
        pending.taken();
        assert!(pending.is_none());
    }

    #[tokio::test]
    async fn what_is_no_message_is_handed_on_as_it_is() {
        for garbage in
            ["Content-Length: x\r\n\r\n{}", "nonsense\n{}", "Content-Length: 900\r\n\r\n{}", "A: b\r\n\r\n{}"]
        {
            let bytes = [framed(&edit(1)), garbage.into(), framed(&edit(2))].concat();
            let (out, applied) = through(bytes, &Pending::default()).await;
            assert_eq!(applied, [json!(1)], "{garbage}");
            assert_eq!(out, [garbage.as_bytes(), &framed(&edit(2))].concat(), "{garbage}");
        }
        let with_id = json!({"jsonrpc": "2.0", "id": 1, "method": "textDocument/didChange", "params": 1});
        let (out, applied) = through(framed(&with_id), &Pending::default()).await;
        assert!(applied.is_empty() && out == framed(&with_id));
    }
}
