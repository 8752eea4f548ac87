//! How fast the server answers a keystroke, through standard input and output, with a corpus of 1,000 articles:
//! p50 and p99 from `didChange` to `publishDiagnostics` over 200 edits, the time from start to the first diagnostics,
//! and private memory. Other prose servers are measured beside it when they are on the PATH.
//!
//!     cargo bench --bench latency [-- --articles 1000 --edits 200]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: usize| {
        let at = arguments.iter().position(|a| a == name);
        at.and_then(|i| arguments.get(i + 1)?.parse().ok()).unwrap_or(default)
    };
    let (articles, edits) = (number("--articles", 1000), number("--edits", 200));
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder for the corpus");
    let mut random = Random(7);
    for n in 0..articles {
        let event = &EVENTS[n % EVENTS.len()];
        let text = article(event, n / EVENTS.len(), 2_500 + random.below(3_000), &mut random);
        fs::write(corpus.join(format!("article-{n:04}.txt")), text).expect("an article");
    }
    println!("{articles} articles, {edits} edits, p50 and p99 in ms\n");
    println!("{:<12}{:>9}{:>9}{:>11}{:>11}{:>11}{:>11}", "server", "10 kB", "", "100 kB", "", "start", "memory");
    println!("{:<12}{:>9}{:>9}{:>11}{:>11}{:>11}{:>11}", "", "p50", "p99", "p50", "p99", "ms", "MB");
    measure("copydesk", &[env!("CARGO_BIN_EXE_copydesk"), "lsp"], &corpus, edits);
    for other in [&["typos-lsp"] as &[&str], &["harper-ls", "--stdio"]] {
        if on_path(other[0]) {
            measure(other[0], other, &corpus, edits);
        }
    }
}

fn measure(name: &str, command: &[&str], root: &Path, edits: usize) {
    // The first start makes whatever a server keeps for the next.
    let mut first = Session::start(command, root);
    first.first_diagnostics(root);
    std::thread::sleep(Duration::from_secs(10));
    first.stop();
    let mut session = Session::start(command, root);
    let start = session.first_diagnostics(root);
    std::thread::sleep(Duration::from_secs(2));
    let small = session.typing(root, 10_000, edits);
    let large = session.typing(root, 100_000, edits);
    let memory = private_memory(session.process.id());
    session.stop();
    println!(
        "{name:<12}{:>9.2}{:>9.2}{:>11.2}{:>11.2}{:>11.0}{:>11.1}",
        ms(small.0),
        ms(small.1),
        ms(large.0),
        ms(large.1),
        ms(start),
        memory
    );
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

struct Session {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    started: Instant,
    id: u64,
}

impl Session {
    fn start(command: &[&str], root: &Path) -> Self {
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
        let mut session = Session { process, input, output: BufReader::new(output), started, id: 0 };
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

    /// From the start of the process to the first diagnostics of an article.
    fn first_diagnostics(&mut self, root: &Path) -> Duration {
        let path = root.join("article-0000.txt");
        let text = fs::read_to_string(&path).expect("the first article");
        self.open(&uri(&path), &text);
        self.diagnostics(&uri(&path));
        let took = self.started.elapsed();
        self.notify("textDocument/didClose", &json!({"textDocument": {"uri": uri(&path)}}));
        took
    }

    /// p50 and p99 of single edits, spread over an article of so many bytes.
    fn typing(&mut self, root: &Path, bytes: usize, edits: usize) -> (Duration, Duration) {
        let mut random = Random(bytes as u64);
        let uri = uri(&root.join(format!("draft-{bytes}.txt")));
        let text = article(&EVENTS[0], 3, bytes, &mut random);
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        self.open(&uri, &text);
        self.diagnostics(&uri);
        let mut times = Vec::new();
        let mut written: Option<(usize, usize)> = None;
        for version in 2..edits as u64 + 2 {
            // A digit is typed somewhere, and taken back by the next edit.
            let (line, column, gone, new) = match written.take() {
                Some((line, column)) => (line, column, 1, ""),
                None => {
                    let line = loop {
                        let line = random.below(lines.len());
                        if lines[line].len() > 20 {
                            break line;
                        }
                    };
                    let column = 10 + random.below(lines[line].len() - 15);
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
            self.diagnostics(&uri);
            times.push(sent.elapsed());
            std::thread::sleep(Duration::from_millis(5));
        }
        times.sort_unstable();
        (times[times.len() / 2], times[times.len() * 99 / 100])
    }

    fn open(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": item}));
    }

    fn diagnostics(&mut self, uri: &str) {
        loop {
            let message = self.read();
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri {
                return;
            }
        }
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
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

    fn notify(&mut self, method: &str, params: &Value) {
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
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        if message.get("method").is_some() && message.get("id").is_some() {
            let items = message["params"]["items"].as_array().map_or(0, Vec::len);
            let result = if items > 0 { json!(vec![Value::Null; items]) } else { Value::Null };
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
        }
        message
    }

    fn stop(mut self) {
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

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder: PathBuf| folder.join(program).is_file())
}

/// Private pages in MB (proc(5), smaps_rollup); NaN where there is no such thing.
fn private_memory(pid: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let pages = rollup.lines().filter(|l| l.starts_with("Private_Clean") || l.starts_with("Private_Dirty"));
    let kilobytes: Vec<f64> = pages.filter_map(|l| l.split_whitespace().nth(1)?.parse().ok()).collect();
    if kilobytes.is_empty() { f64::NAN } else { kilobytes.iter().sum::<f64>() / 1024.0 }
}

/// xorshift64*: the same corpus at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }
}

struct Event {
    what: &'static str,
    place: &'static str,
    spokesman: &'static str,
    body: &'static str,
}

const EVENTS: &[Event] = &[
    Event { what: "ferry fire", place: "Karvia", spokesman: "Ilse Brandt", body: "the harbour police" },
    Event { what: "dam collapse", place: "Tolmera", spokesman: "Jorge Vidal", body: "the water ministry" },
    Event { what: "market bombing", place: "Sadrin", spokesman: "Leila Noor", body: "the interior ministry" },
    Event { what: "mine explosion", place: "Hartwell", spokesman: "Owen Pryce", body: "the mining union" },
    Event { what: "train derailment", place: "Velmont", spokesman: "Claire Aubin", body: "the railway company" },
    Event { what: "earthquake", place: "Ostrava Bay", spokesman: "Petr Dvorak", body: "the rescue service" },
    Event { what: "flood", place: "Nambira", spokesman: "Grace Otieno", body: "the relief agency" },
    Event { what: "stadium crush", place: "Port Alder", spokesman: "Dan Whitlock", body: "the football association" },
    Event { what: "factory fire", place: "Gorsk", spokesman: "Irina Belova", body: "the fire service" },
    Event { what: "avalanche", place: "Sankt Veit", spokesman: "Hanna Moser", body: "the mountain rescue" },
    Event { what: "plane crash", place: "Cabo Lindo", spokesman: "Rui Teixeira", body: "the aviation authority" },
    Event { what: "bridge collapse", place: "Marlow", spokesman: "Susan Hale", body: "the city council" },
];

/// An article of at least so many bytes on an event; `turn` sets its day and its figures.
fn article(event: &Event, turn: usize, bytes: usize, random: &mut Random) -> String {
    let Event { what, place, spokesman, body } = event;
    let (day, dead) = (1 + turn % 27, 40 + turn % 9);
    let mut out = format!("{place} {what} kills {dead}\n\n{place}, May {day}, 2023 — ");
    out.push_str(&format!("At least {dead} people were killed in the {what} in {place} on Monday, {body} said.\n\n"));
    while out.len() < bytes {
        for _ in 0..2 + random.below(3) {
            let n = 2 + random.below(900);
            let sentence = match random.below(9) {
                0 => format!("“We counted {n} people at the shelter,” said {spokesman}, a spokesman for {body}. "),
                1 => format!("About {n} residents of {place} were taken to hospital, {body} said on Tuesday. "),
                2 => format!("The damage was put at ${n} million, more than in the {what} of {}. ", 1950 + n % 70),
                3 => format!("“Nobody told us anything for {} hours,” {spokesman} said. ", 2 + n % 40),
                4 => "Streets near the centre stayed empty while crews cleared what was left of the night. ".to_owned(),
                5 => format!("Some {}% of the houses in the old quarter have no power, according to {body}. ", n % 100),
                6 => "Neighbours carried water and blankets to those who had nowhere else to go. ".to_owned(),
                7 => format!("The search will go on until {} May, {spokesman} said. ", 1 + n % 30),
                _ => {
                    "It was not clear who would pay for the repairs, and nobody at the town hall would say. ".to_owned()
                }
            };
            out.push_str(&sentence);
        }
        out.push_str("\n\n");
    }
    out
}
