//! Standard input. One thread reads it and hands messages on to the protocol library, but for edits: these it applies
//! itself when everything before them has been taken in, so that a keystroke need not wait until another thread wakes up.

use std::{
    io::{self, BufReader, Read},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};

use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncRead, ReadBuf},
    sync::{
        Notify,
        mpsc::{Receiver, Sender, channel},
    },
};

use super::{frame, wire::Wire};

/// Messages that may wait for the library.
const WAITING: usize = 64;

const METHOD: &str = "textDocument/didChange";
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

impl Input {
    /// Starts the thread that reads; faults are told through `wire`, and its end to `end`. `edit` applies the parameters of
    /// an edit, if it can be applied now; it is told whether more has come since.
    pub fn new(
        input: impl Read + Send + 'static,
        pending: Pending,
        wire: Wire,
        end: Arc<Notify>,
        edit: impl Fn(&Value, bool) -> bool + Send + 'static,
    ) -> Self {
        let (tell, messages) = channel(WAITING);
        std::thread::spawn(move || {
            let input = BufReader::with_capacity(1 << 16, input);
            if let Err(error) = read(input, &pending, &wire, &edit, &tell) {
                tracing::error!(%error, "standard input cannot be read");
            }
            end.notify_one();
        });
        Input { messages, current: (Vec::new(), 0) }
    }
}

fn read(
    mut input: BufReader<impl Read>,
    pending: &Pending,
    wire: &Wire,
    edit: &impl Fn(&Value, bool) -> bool,
    tell: &Sender<Vec<u8>>,
) -> io::Result<()> {
    let mut message = Vec::new();
    while let Some(body) = frame::read(&mut input, wire, &mut message)? {
        let more = !input.buffer().is_empty();
        let apply = |body: &[u8]| {
            if !pending.is_none() || !is_edit(body) {
                return false;
            }
            let read = serde_json::from_slice::<Edit>(body).ok();
            let read = read.filter(|e| e.id.is_none() && e.method == METHOD);
            read.is_some_and(|e| edit(&e.params, more))
        };
        if apply(&message[body..]) {
            continue;
        }
        let mut calls = frame::calls(&message[body..]);
        if calls.is_err() && frame::mend(&mut message[body..]) {
            if apply(&message[body..]) {
                continue;
            }
            calls = frame::calls(&message[body..]);
        }
        match calls {
            Ok(true) => pending.add(),
            Ok(false) => {}
            Err(fault) => {
                tracing::warn!(length = message.len() - body, "a message that is none, passed over");
                frame::refuse(wire, fault);
                let Some(uri) = edited(&message[body..]) else { continue };
                // That its text is no longer known is told in its turn.
                let lost = json!({"jsonrpc": "2.0", "method": METHOD, "params": {"textDocument": {"uri": uri}}});
                let lost = lost.to_string();
                message = format!("Content-Length: {}\r\n\r\n{lost}", lost.len()).into_bytes();
                pending.add();
            }
        }
        if tell.blocking_send(message.clone()).is_err() {
            break;
        }
    }
    Ok(())
}

fn is_edit(body: &[u8]) -> bool {
    body[..body.len().min(BEGINNING)].windows(EDIT.len()).any(|w| w == EDIT)
}

/// The document that an edit is of, as far as a message that is none can be read.
fn edited(body: &[u8]) -> Option<String> {
    const URI: &[u8] = br#""uri""#;
    let at = memchr::memmem::find(body, URI).filter(|_| is_edit(body))?;
    let value = body[at + URI.len()..].trim_ascii_start().strip_prefix(b":")?;
    serde_json::Deserializer::from_slice(value).into_iter::<String>().next()?.ok()
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
    use super::{super::wire::Output, *};
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
        let apply = move |params: &Value, _| {
            note.lock().unwrap().push(params.clone());
            true
        };
        let wire = Wire::new(Sent::default());
        let mut input = Input::new(std::io::Cursor::new(bytes), pending.clone(), wire, Arc::default(), apply);
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
    async fn an_edit_with_a_number_is_handed_on() {
        let with_id = json!({"jsonrpc": "2.0", "id": 1, "method": "textDocument/didChange", "params": 1});
        let (out, applied) = through(framed(&with_id), &Pending::default()).await;
        assert!(applied.is_empty() && out == framed(&with_id));
    }

    /// What the client is told.
    #[derive(Clone, Default)]
    struct Sent(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Output for Sent {
        fn has_room(&self) -> bool {
            true
        }
    }

    /// What the library is given of an input, and how many errors the client is told.
    async fn taken(input: Vec<u8>) -> (String, usize) {
        let sent = Sent::default();
        let wire = Wire::new(sent.clone());
        let mut out = Vec::new();
        let input = io::Cursor::new(input);
        let mut input = Input::new(input, Pending::default(), wire.clone(), Arc::default(), |_, _| false);
        input.read_to_end(&mut out).await.unwrap();
        wire.finish();
        let told = String::from_utf8(sent.0.lock().unwrap().clone()).unwrap();
        (String::from_utf8(out).expect("UTF-8"), told.matches("\"id\":null").count())
    }

    fn bytes(body: &[u8]) -> Vec<u8> {
        [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
    }

    #[tokio::test]
    async fn what_is_no_message_is_answered_and_passed_over() {
        let one = bytes(br#"{"jsonrpc":"2.0","id":1,"method":"a"}"#);
        let two = bytes(br#"{"jsonrpc":"2.0","id":2,"result":null}"#);
        let both = String::from_utf8([one.clone(), two.clone()].concat()).unwrap();
        let deep = [vec![b'['; 4000], vec![b']'; 4000]].concat();
        let bad: [&[u8]; 10] = [
            br#"{"a":tru}}"#,
            br#""abc""#,
            b"[]",
            b"\xff\xfe",
            b"{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"x\":\"\xff\"}",
            br#"{"id":7}"#,
            br#"{"jsonrpc":"1.0","method":"a"}"#,
            br#"{"jsonrpc":"2.0","method":5}"#,
            br#"{"jsonrpc":"2.0","method":"a","params":"\ud8"}"#,
            &deep,
        ];
        for body in bad {
            let input = [one.clone(), bytes(body), two.clone()].concat();
            assert_eq!(taken(input).await, (both.clone(), 1), "{}", String::from_utf8_lossy(body));
        }
    }

    #[tokio::test]
    async fn half_a_surrogate_pair_is_a_character() {
        let text =
            |escapes: &str| format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":["{escapes}"]}}"#);
        let cases = [
            (r"\ud83d", "\u{fffd}"),
            (r"\uDE00x", "\u{fffd}x"),
            (r"\ud83d\ud83d\ude00\ude00", "\u{fffd}😀\u{fffd}"),
            (r"\\ud83d \\\ud83d", r"\ud83d \�"),
            (r"\ud83d\n\ude00\u00e9", "\u{fffd}\n\u{fffd}é"),
        ];
        for (escapes, read) in cases {
            let (out, applied) = through(bytes(text(escapes).as_bytes()), &Pending::default()).await;
            assert_eq!((out.len(), applied), (0, vec![json!([read])]), "{escapes}");
            // What waits behind something else is handed on mended.
            let waiting = Pending::default();
            waiting.add();
            let (out, _) = through(bytes(text(escapes).as_bytes()), &waiting).await;
            let body = out.split(|&b| b == b'{').skip(1).collect::<Vec<_>>().join(&b'{');
            let read_on: Value = serde_json::from_slice(&[b"{", body.as_slice()].concat()).unwrap();
            assert_eq!(read_on["params"], json!([read]));
        }
    }

    #[tokio::test]
    async fn garbage_between_messages_is_passed_over() {
        let one = bytes(br#"{"jsonrpc":"2.0","id":1,"method":"a"}"#);
        let both = String::from_utf8(one.repeat(2)).unwrap();
        let garbage: [(&[u8], usize); 7] = [
            (b"\r\n\r\n", 0),
            (b"garbage\r\n\r\n", 0),
            (b"Content-Length: -1\r\n\r\n", 0),
            (b"Content-Length: abc\r\n\r\n{}", 0),
            (b"Content-Length: 0\r\n\r\n", 0),
            (b"Content-Length: 4000000000\r\n\r\nabc", 1),
            (&[b'x'; 200_000], 0),
        ];
        for (bytes, told) in garbage {
            let input = [&one, bytes, &one].concat();
            assert_eq!(
                taken(input).await,
                (both.clone(), told),
                "{}",
                String::from_utf8_lossy(&bytes[..10.min(bytes.len())])
            );
        }
        let other_header = [b"Content-Type: a/b; charset=latin9\r\n", one.as_slice()].concat();
        assert_eq!(taken(other_header).await.0.len(), one.len());
        assert_eq!(taken(b"Content-Length: 50\r\n\r\n{}".to_vec()).await, (String::new(), 0), "cut off");
    }
}
