//! A small client of a language server, for what is measured through standard input and output.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::Dice;

/// What came of typing in one draft.
pub struct Typed {
    pub p50: Duration,
    pub p99: Duration,
    /// Diagnostics after the last edit.
    pub told: usize,
}

/// The diagnostics of a `publishDiagnostics`.
pub fn told(params: &Value) -> &[Value] {
    params["diagnostics"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A server that was started, and the conversation with it.
pub struct Session {
    pub process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub started: Instant,
    /// When the last message was read to its end. What a client then does with it is not the server's time.
    arrived: Instant,
    id: u64,
}

impl Session {
    /// Starts a server on a folder; what it keeps for the next start it keeps beside that folder.
    pub fn start(command: &[&str], root: &Path) -> Self {
        let started = Instant::now();
        let mut process = Command::new(command[0])
            .args(&command[1..])
            .env("XDG_CACHE_HOME", root.parent().expect("a parent").join("cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let (input, output) = (process.stdin.take().expect("a pipe"), process.stdout.take().expect("a pipe"));
        let mut session = Session { process, input, output: BufReader::new(output), started, arrived: started, id: 0 };
        let tokens = json!({"requests": {"full": {"delta": true}}, "tokenTypes": [], "tokenModifiers": [],
            "formats": ["relative"]});
        session.request(
            "initialize",
            &json!({"processId": std::process::id(), "rootUri": uri(root),
                "workspaceFolders": [{"uri": uri(root), "name": "corpus"}],
                "initializationOptions": {"debounce": 0},
                "capabilities": {"textDocument": {"publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
                    "semanticTokens": tokens}}}),
        );
        session.notify("initialized", &json!({}));
        session
    }

    /// Single edits, spread over a draft.
    pub fn typing(&mut self, root: &Path, text: &str, edits: usize) -> Typed {
        let mut dice = Dice::new(text.len() as u64);
        let uri = uri(&root.join(format!("draft-{}.md", text.len())));
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        self.open(&uri, text);
        self.diagnostics(&uri, |_| true);
        // Until whatever is done in the pause is done.
        std::thread::sleep(Duration::from_secs(1));
        let mut last = 0;
        let mut times = Vec::new();
        let mut written: Option<(usize, usize)> = None;
        for version in 2..edits as u64 + 2 {
            // A digit is typed somewhere, and taken back by the next edit.
            let (line, column, gone, new) = match written.take() {
                Some((line, column)) => (line, column, 1, ""),
                None => {
                    let line = loop {
                        let line = dice.below(lines.len() as u64) as usize;
                        if lines[line].len() > 20 {
                            break line;
                        }
                    };
                    let column = 10 + dice.below(lines[line].len() as u64 - 15) as usize;
                    let column = (column..).find(|&c| lines[line].is_char_boundary(c)).expect("a boundary");
                    written = Some((line, column));
                    (line, column, 0, "7")
                }
            };
            let before: u32 = lines[line][..column].chars().map(|c| c.len_utf16() as u32).sum();
            lines[line].replace_range(column..column + gone, new);
            let range = json!({"start": {"line": line, "character": before},
                "end": {"line": line, "character": before as usize + gone}});
            let sent = Instant::now();
            self.notify(
                "textDocument/didChange",
                &json!({"textDocument": {"uri": uri, "version": version},
                    "contentChanges": [{"range": range, "text": new}]}),
            );
            let answer = self.diagnostics(&uri, |d| d["version"].as_u64().is_none_or(|v| v == version));
            times.push(self.arrived - sent);
            last = told(&answer).len();
            std::thread::sleep(Duration::from_millis(5));
        }
        times.sort_unstable();
        self.notify("textDocument/didClose", &json!({"textDocument": {"uri": uri}}));
        Typed { p50: times[times.len() / 2], p99: times[times.len() * 99 / 100], told: last }
    }

    /// Opens a document of this text.
    pub fn open(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": item}));
    }

    /// The next diagnostics of a document that are as wanted.
    pub fn diagnostics(&mut self, uri: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut message = self.read();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri && wanted(params) {
                return message["params"].take();
            }
        }
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: &Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.read();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let whole = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(whole.as_bytes()).and_then(|()| self.input.flush()).expect("the server reads");
    }

    /// The next message; requests of the server are answered with nothing.
    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("the server writes") > 0, "the server left");
            match line.trim_end() {
                "" => break,
                header => {
                    if let Some(n) = header.strip_prefix("Content-Length: ") {
                        length = n.parse().expect("a length");
                    }
                }
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a whole message");
        self.arrived = Instant::now();
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        if message.get("method").is_some() && message.get("id").is_some() {
            let items = message["params"]["items"].as_array().map_or(0, Vec::len);
            let result = if items > 0 { json!(vec![Value::Null; items]) } else { Value::Null };
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
        }
        message
    }

    /// Ends the conversation, and waits until the server is gone.
    pub fn stop(mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.process.wait().expect("the server leaves");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Gone already after `stop`.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The URI of a file.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Private pages in MB (proc(5), smaps_rollup); NaN where there is no such thing.
pub fn private_memory(pid: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let pages = rollup.lines().filter(|l| l.starts_with("Private_Clean") || l.starts_with("Private_Dirty"));
    let kilobytes: Vec<f64> = pages.filter_map(|l| l.split_whitespace().nth(1)?.parse().ok()).collect();
    if kilobytes.is_empty() { f64::NAN } else { kilobytes.iter().sum::<f64>() / 1024.0 }
}
