//! A small client of the Language Server Protocol that checks what every client relies on: nothing but whole messages
//! on standard output, and one answer to each request.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs::DirEntry,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    process: Child,
    /// Until it is closed.
    input: Option<ChildStdin>,
    incoming: Receiver<Value>,
    /// Came in while something else was waited for.
    kept: Vec<Value>,
    id: u64,
    /// Whether requests of the server are answered (with nothing).
    pub polite: bool,
    /// The process that the server is to leave with.
    pub editor: u32,
}

impl Client {
    /// A server that has been sent nothing yet.
    pub fn spawn() -> Self {
        Self::spawn_in(Path::new(env!("CARGO_TARGET_TMPDIR")))
    }

    /// A server with a cache folder of its own.
    pub fn spawn_in(cache: &Path) -> Self {
        Self::spawn_with(cache, &[])
    }

    pub fn spawn_with(cache: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        // Indexes of the tests' corpora.
        command.arg("lsp").args(arguments).env("XDG_CACHE_HOME", cache);
        Self::spawn_by(command)
    }

    /// A server by another command.
    pub fn spawn_by(mut command: Command) -> Self {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server starts");
        let input = process.stdin.take();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let (tell, incoming) = channel();
        std::thread::spawn(move || {
            while let Some(message) = message(&mut output) {
                if tell.send(message).is_err() {
                    return;
                }
            }
        });
        Client { process, input, incoming, kept: Vec::new(), id: 0, polite: true, editor: std::process::id() }
    }

    /// A session in this folder with these capabilities and settings.
    pub fn start(root: Option<&Path>, capabilities: Value, settings: Value) -> Self {
        let mut client = Client::spawn();
        client.initialize(root, capabilities, settings);
        client
    }

    pub fn initialize(&mut self, root: Option<&Path>, capabilities: Value, settings: Value) -> Value {
        let folders = root.map(|r| vec![r]);
        self.initialize_in(folders.as_deref(), capabilities, settings)
    }

    /// A session in some folders.
    pub fn initialize_in(&mut self, folders: Option<&[&Path]>, capabilities: Value, mut settings: Value) -> Value {
        if settings.get("debounce").is_none() {
            settings["debounce"] = json!(0);
        }
        let root = folders.and_then(|f| f.first()).map(|r| uri(r));
        let named = |f: &&Path| json!({"uri": uri(f), "name": "corpus"});
        let folders = folders.map(|f| f.iter().map(named).collect::<Vec<_>>());
        let answer = self.request(
            "initialize",
            json!({"processId": self.editor, "rootUri": root, "workspaceFolders": folders,
                "capabilities": capabilities, "initializationOptions": settings}),
        );
        assert!(answer.get("error").is_none(), "{answer}");
        self.notify("initialized", json!({}));
        answer["result"].clone()
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}}),
        );
    }

    /// Replaces `range` (of four numbers), or everything.
    pub fn change(&mut self, uri: &str, version: i64, range: Option<[u32; 4]>, text: &str) {
        let mut change = json!({"text": text});
        if let Some([a, b, c, d]) = range {
            change["range"] = json!({"start": {"line": a, "character": b}, "end": {"line": c, "character": d}});
        }
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}),
        );
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// What the server says at a position; null for nothing.
    pub fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        self.ask("textDocument/hover", uri, json!({"position": {"line": line, "character": character}}))
    }

    /// The result of a request about a document.
    pub fn ask(&mut self, method: &str, uri: &str, mut more: Value) -> Value {
        more["textDocument"] = json!({"uri": uri});
        let answer = self.request(method, more);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub fn command(&mut self, command: &str, arguments: Value) -> Value {
        let answer = self.request("workspace/executeCommand", json!({"command": command, "arguments": arguments}));
        assert!(answer.get("error").is_none(), "{command}: {answer}");
        answer["result"].clone()
    }

    pub fn facts(&mut self, uri: &str) -> Value {
        self.command("copydesk.facts", json!([uri]))
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params);
        self.answer(id)
    }

    pub fn send_request(&mut self, method: &str, params: Value) -> u64 {
        self.id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}));
        self.id
    }

    pub fn answer(&mut self, id: u64) -> Value {
        self.wait(PATIENCE, |m| m["id"] == id && m.get("method").is_none())
            .unwrap_or_else(|| panic!("no answer to {id}"))
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.forget();
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// What was told before says nothing of what is told because of what is done next.
    pub fn forget(&mut self) {
        self.kept.retain(|m| m.get("id").is_some());
    }

    pub fn send(&mut self, message: &Value) {
        self.send_body(&message.to_string());
    }

    /// Sends what need not be JSON as we write it.
    pub fn send_body(&mut self, body: &str) {
        let input = self.input.as_mut().expect("the line is open");
        // A server that has left is noticed by whoever waits for an answer.
        let _ = write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| input.flush());
    }

    /// Closes the server's standard input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// The next diagnostics of a document that are as wanted.
    pub fn diagnostics(&mut self, uri: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.diagnostics_within(PATIENCE, uri, wanted).expect("the diagnostics that were wanted")
    }

    pub fn diagnostics_within(&mut self, time: Duration, uri: &str, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        let fits = |m: &Value| {
            m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri && wanted(&m["params"])
        };
        self.wait(time, fits).map(|m| m["params"].clone())
    }

    /// The first message that fits, of those kept and those to come.
    pub fn wait(&mut self, time: Duration, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        if let Some(i) = self.kept.iter().position(&fits) {
            return Some(self.kept.remove(i));
        }
        let until = Instant::now() + time;
        loop {
            let message = self.incoming.recv_timeout(until.saturating_duration_since(Instant::now())).ok()?;
            if self.polite && message.get("method").is_some() && message.get("id").is_some() {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
            }
            if fits(&message) {
                return Some(message);
            }
            self.kept.push(message);
        }
    }

    /// How long each of the server's threads has stood in line for a processor so far (proc(5), schedstat); none where the
    /// system does not say.
    pub fn queued(&self) -> HashMap<OsString, Duration> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.process.id()));
        let queued = |task: DirEntry| {
            let told = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            let nanoseconds = told.split(' ').nth(1)?.parse().ok()?;
            Some((task.file_name(), Duration::from_nanos(nanoseconds)))
        };
        tasks.into_iter().flatten().filter_map(|task| queued(task.ok()?)).collect()
    }

    /// Sends the server's process a signal, by its name.
    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").arg(format!("-{name}")).arg(self.process.id().to_string()).status();
        assert!(status.unwrap().success());
    }

    /// Shuts down in order and gives the exit status.
    pub fn stop(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.left()
    }

    pub fn left(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "the server does not leave");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Gone already after `stop`.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One message; `None` at the end. Anything that is no message fails the test.
fn message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                let (name, value) = header.split_once(": ").unwrap_or_else(|| panic!("no header: {header}"));
                if name.eq_ignore_ascii_case("Content-Length") {
                    length = value.parse().ok();
                }
            }
        }
    }
    let mut body = vec![0; length.expect("a length")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("a message is JSON"))
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Capabilities of a client that counts in `encoding` and shows everything.
pub fn capable(encoding: &str) -> Value {
    json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                "resolveSupport": {"properties": ["edit", "command"]}},
            "semanticTokens": {"requests": {"full": {"delta": true}}, "tokenTypes": [], "tokenModifiers": [],
                "formats": ["relative"]}
        },
        "window": {"showDocument": {"support": true}}
    })
}

/// The length of a text in an encoding's units, worked out by other means than the server's.
pub fn width(text: &str, encoding: &str) -> u32 {
    match encoding {
        "utf-8" => text.len() as u32,
        "utf-16" => text.encode_utf16().count() as u32,
        _ => text.chars().count() as u32,
    }
}

/// xorshift64*: the same choices at every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }
}
