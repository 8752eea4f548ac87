// The server with vscode-languageserver-protocol, in the three encodings: node --test
import assert from "node:assert/strict";
import test from "node:test";
import * as lsp from "vscode-languageserver-protocol/node";
import { Session } from "./session.mjs";

const timeout = 120_000;
const related = { textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } } };
const engine = "\u{1F692}";

for (const offered of [undefined, "utf-8", "utf-16", "utf-32"]) {
  const name = offered ?? "no encoding named";

  test(`${name}: what is negotiated`, { timeout }, async (t) => {
    const session = await Session.start(t, offered);
    assert.equal(session.initialized.capabilities.positionEncoding ?? "utf-16", offered ?? "utf-16");
    assert.equal(session.initialized.serverInfo.name, "copydesk");
    assert.equal(await session.stop(), 0);
  });

  test(`${name}: a conflict behind emoji and combining characters`, { timeout }, async (t) => {
    const session = await Session.start(t, offered, related);
    const draft = session.open("draft.md", "markdown");
    const [conflict] = await draft.conflicts("11");
    assert.equal(conflict.severity, lsp.DiagnosticSeverity.Warning);
    assert.equal(conflict.source, "copydesk");
    assert.ok(conflict.relatedInformation.some(({ location }) => location.uri.endsWith("/wire.txt")));
    const hover = await draft.request(lsp.HoverRequest.type, "11");
    assert.deepEqual(hover.range, draft.rangeOf("11"));
    assert.equal(await session.stop(), 0);
  });

  test(`${name}: edits in one notification, each relative to the last`, { timeout }, async (t) => {
    const session = await Session.start(t, offered, related);
    const draft = session.open("draft.md", "markdown");
    await draft.conflicts("11");
    await draft.change(["\u{1F6A8}", `\u{1F6A8}${engine}${engine}`], ["11 people", "12 people"], ["Cafe\u0301", "Cafe\u0301s"]);
    await draft.conflicts("12");
    await draft.change(["12 people", "14 people"]);
    await draft.conflicts();
    assert.equal(await session.stop(), 0);
  });

  test(`${name}: one draft that is not saved against another`, { timeout }, async (t) => {
    const session = await Session.start(t, offered, related);
    const [draft, wire] = [session.open("draft.md", "markdown"), session.open("wire.txt", "plaintext")];
    await draft.conflicts("11");
    await wire.change(["kills 14", "kills 11"], ["killed 14", "killed 11"]);
    await draft.conflicts();
    assert.equal(await session.stop(), 0);
  });
}

test("versions of one article never go back", { timeout }, async (t) => {
  const session = await Session.start(t, "utf-16", related);
  const draft = session.open("draft.md", "markdown");
  for (let edit = 0; edit < 50; edit++) await draft.change(["too", "too,"], ["too,", "too"]);
  await draft.conflicts("11");
  const versions = session.log.filter(({ uri }) => uri === draft.uri).map(({ version }) => version);
  assert.deepEqual(versions, versions.toSorted((a, b) => a - b));
  assert.equal(versions.at(-1), draft.version);
  assert.equal(await session.stop(), 0);
});

test("errors as the specification names them", { timeout }, async (t) => {
  const session = await Session.start(t, "utf-16");
  const { connection } = session;
  await assert.rejects(connection.sendRequest("no/suchMethod"), ({ code }) => code === lsp.ErrorCodes.MethodNotFound);
  await assert.rejects(connection.sendRequest("textDocument/hover", { nonsense: 1 }), ({ code }) => code === lsp.ErrorCodes.InvalidParams);
  await connection.sendRequest(lsp.ShutdownRequest.type);
  await assert.rejects(connection.sendRequest("textDocument/hover", {}), ({ code }) => code === lsp.ErrorCodes.InvalidRequest);
  await connection.sendNotification(lsp.ExitNotification.type);
  await new Promise((resume) => session.process.once("exit", resume));
  assert.equal(session.process.exitCode, 0);
});

test("exit without shutdown is a failure", { timeout }, async (t) => {
  const session = await Session.start(t, "utf-16");
  await session.connection.sendNotification(lsp.ExitNotification.type);
  await new Promise((resume) => session.process.once("exit", resume));
  assert.equal(session.process.exitCode, 1);
});
