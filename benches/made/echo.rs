//! A server that looks at nothing: it answers every version of a document with the same hundred diagnostics. What it takes is
//! the way there and back, which no server can be faster than.

use std::io::{BufRead, Read, Write, stdin, stdout};

use serde_json::{Value, json};

/// Diagnostics in each answer.
const DIAGNOSTICS: u32 = 100;

/// Serves over standard input and output until it is told to leave.
pub fn serve() {
    let one = |line: u32| {
        let range = json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": 7}});
        json!({"range": range, "severity": 2, "code": "echo", "source": "echo",
            "message": "At least 137 people killed; two other articles say 133 and 143, of the same day and place."})
    };
    let diagnostics: Vec<Value> = (0..DIAGNOSTICS).map(one).collect();
    let mut input = stdin().lock();
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if input.read_line(&mut line).expect("a header") == 0 {
                return;
            }
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(n) => length = n.parse().expect("a length"),
                None => break,
            }
        }
        let mut body = vec![0; length];
        input.read_exact(&mut body).expect("a whole message");
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        match message["method"].as_str() {
            Some("initialize") => send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": {"capabilities": {}}})),
            Some("shutdown") => send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null})),
            Some("exit") => return,
            Some("textDocument/didOpen" | "textDocument/didChange") => {
                let document = &message["params"]["textDocument"];
                send(&json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params":
                    {"uri": document["uri"], "version": document["version"], "diagnostics": diagnostics}}));
            }
            _ => {}
        }
    }
}

fn send(message: &Value) {
    let body = message.to_string();
    let whole = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let mut output = stdout().lock();
    output.write_all(whole.as_bytes()).and_then(|()| output.flush()).expect("the client reads");
}
