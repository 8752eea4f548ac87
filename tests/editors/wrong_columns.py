#!/usr/bin/env python3
"""A language server that is wrong on purpose: the real one, with every diagnostic one column too far right.

The tests in the editors must fail with it (`tests/run wrong-columns` makes sure), or they test nothing.
$COPYDESK_RIGHT names the real server; what isn't `lsp` is passed on as it is.
"""
import json
import os
import subprocess
import sys
import threading

RIGHT = os.environ["COPYDESK_RIGHT"]


def read(stream):
    """One message of the base protocol, or None at the end."""
    length = 0
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return json.loads(stream.read(length)) if length else None


def write(stream, message):
    body = json.dumps(message, ensure_ascii=False).encode()
    stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    stream.flush()


def shift(message):
    """Diagnostics that are pushed, and those that are pulled."""
    result = message.get("result")
    pulled = result.get("items") if isinstance(result, dict) else None
    if message.get("method") == "textDocument/publishDiagnostics":
        pulled = message["params"]["diagnostics"]
    for diagnostic in pulled if isinstance(pulled, list) else []:
        for end in ("start", "end"):
            diagnostic["range"][end]["character"] += 1
    return message


def forward_input(server):
    while chunk := os.read(0, 65536):
        server.stdin.write(chunk)
        server.stdin.flush()
    server.stdin.close()


if sys.argv[1:2] != ["lsp"]:
    os.execv(RIGHT, [RIGHT, *sys.argv[1:]])
server = subprocess.Popen([RIGHT, *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
threading.Thread(target=forward_input, args=(server,), daemon=True).start()
while message := read(server.stdout):
    write(sys.stdout.buffer, shift(message))
os._exit(server.wait())
