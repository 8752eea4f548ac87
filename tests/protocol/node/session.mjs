// A server with a client: Microsoft's own protocol library.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import * as lsp from "vscode-languageserver-protocol/node";
import { rangeOf } from "./columns.mjs";

const articles = path.join(import.meta.dirname, "..", "..", "editors", "articles");

export class Session {
  /** Starts a server for the test `t`, which ends with it, however the test ends. */
  static async start(t, encoding, capabilities = {}) {
    const session = new Session();
    t.after(() => session.#clear());
    session.encoding = encoding;
    session.folder = fs.mkdtempSync(path.join(os.tmpdir(), "copydesk-protocol-"));
    fs.cpSync(articles, session.folder, { recursive: true });
    // The index of these articles is not left in the user's own cache.
    session.cache = fs.mkdtempSync(path.join(os.tmpdir(), "copydesk-protocol-cache-"));
    const env = { ...process.env, XDG_CACHE_HOME: session.cache };
    session.process = spawn(process.env.COPYDESK, ["lsp"], { stdio: ["pipe", "pipe", "inherit"], env });
    const { stdout, stdin } = session.process;
    session.connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(stdout), new lsp.StreamMessageWriter(stdin));
    session.published = new Map();
    session.log = [];
    session.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => {
      session.published.set(params.uri, params);
      session.log.push(params);
    });
    session.connection.onRequest(lsp.ConfigurationRequest.type, ({ items }) => items.map(() => ({ marks: "off", debounce: 0 })));
    session.connection.onUnhandledNotification(() => {});
    session.connection.listen();
    session.initialized = await session.connection.sendRequest(lsp.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(session.folder).href, name: "articles" }],
      initializationOptions: { marks: "off", debounce: 0 },
      capabilities: { general: { positionEncodings: encoding && [encoding] }, ...capabilities },
    });
    await session.connection.sendNotification(lsp.InitializedNotification.type, {});
    return session;
  }

  open(name, languageId) {
    return new Draft(this, name, languageId);
  }

  /** Shuts the server down as the specification says, and gives its exit code. */
  async stop() {
    await this.connection.sendRequest(lsp.ShutdownRequest.type);
    const exited = once(this.process, "exit");
    await this.connection.sendNotification(lsp.ExitNotification.type);
    const [code] = await exited;
    return code;
  }

  #clear() {
    this.connection?.dispose();
    this.process?.kill("SIGKILL");
    for (const folder of [this.folder, this.cache]) {
      if (folder) fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

class Draft {
  version = 1;

  constructor(session, name, languageId) {
    this.session = session;
    this.text = fs.readFileSync(path.join(session.folder, name), "utf8");
    this.uri = pathToFileURL(path.join(session.folder, name)).href;
    const textDocument = { uri: this.uri, languageId, version: 1, text: this.text };
    session.connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument });
  }

  rangeOf(words) {
    return rangeOf(this.text, words, this.session.encoding ?? "utf-16");
  }

  /** Several edits in one notification, each relative to the one before, as the specification says. */
  change(...edits) {
    const contentChanges = edits.map(([words, by]) => {
      const range = this.rangeOf(words);
      this.text = this.text.replace(words, by);
      return { range, text: by };
    });
    const textDocument = { uri: this.uri, version: ++this.version };
    return this.session.connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  }

  request(type, words) {
    const params = { textDocument: { uri: this.uri }, position: this.rangeOf(words).start };
    return this.session.connection.sendRequest(type, params);
  }

  /** Waits until the article's conflicts stand on these words and nowhere else. */
  async conflicts(...wanted) {
    const ranges = wanted.map((words) => this.rangeOf(words));
    let found;
    for (const end = Date.now() + 1000 * (process.env.PATIENCE ?? 60); Date.now() < end; await new Promise((resume) => setTimeout(resume, 20))) {
      const published = this.session.published.get(this.uri);
      if (!published || (published.version ?? this.version) !== this.version) continue;
      found = published.diagnostics.filter(({ code }) => code === "figure-conflict");
      if (isDeepStrictEqual(found.map(({ range }) => range), ranges)) return found;
    }
    throw new Error(`conflicts ${JSON.stringify(found)}, wanted at ${JSON.stringify(ranges)}`);
  }
}
