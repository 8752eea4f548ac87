// Runs inside the extension host, where an extension's own tests run; looks through VS Code's public interface.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const patience = Number(process.env.PATIENCE ?? 60);
const lines = [];

async function part(message, run) {
  try {
    await run();
    lines.push(`PASS ${message}`);
  } catch (error) {
    lines.push(`FAIL ${message}: ${String(error.message).replace(/\s+/g, " ")}`);
  }
}

/** Waits until `look` gives something true, and gives that. */
async function until(look, told = () => look) {
  for (const end = Date.now() + patience * 1000; Date.now() < end; await new Promise((resume) => setTimeout(resume, 50))) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`not within ${patience} s: ${told()}`);
}

const folder = vscode.workspace.workspaceFolders[0].uri;
const article = (name) => vscode.Uri.joinPath(folder, name);
const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);

function conflicts(document) {
  return vscode.languages.getDiagnostics(document.uri).filter(({ code }) => (code?.value ?? code) === "figure-conflict");
}

/** Waits until the document's conflicts stand on these words. */
function stand(document, ...words) {
  const on = () => conflicts(document).map(({ range }) => document.getText(range));
  return until(
    () => JSON.stringify(on()) === JSON.stringify(words) && conflicts(document),
    () => `conflicts on ${JSON.stringify(on())}, wanted ${JSON.stringify(words)}`,
  );
}

async function replace(document, words, by) {
  const start = document.getText().indexOf(words);
  assert.ok(start >= 0, `no «${words}» in the article`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + words.length)), by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function placeOf(document, words) {
  return document.positionAt(document.getText().indexOf(words));
}

/** The semantic tokens of a document, as text and type. */
async function tokens(document) {
  const legend = await run("vscode.provideDocumentSemanticTokensLegend", document.uri);
  const { data } = (await run("vscode.provideDocumentSemanticTokens", document.uri)) ?? { data: [] };
  const found = [];
  for (let i = 0, line = 0, column = 0; i < data.length; i += 5) {
    if (data[i] > 0) column = 0;
    line += data[i];
    column += data[i + 1];
    found.push({ text: document.getText(new vscode.Range(line, column, line, column + data[i + 2])), type: legend.tokenTypes[data[i + 3]] });
  }
  return found;
}

async function test() {
  const extension = vscode.extensions.getExtension("copydesk.copydesk");
  const document = await vscode.workspace.openTextDocument(article("draft.md"));
  await vscode.window.showTextDocument(document);
  const api = await extension.activate();

  await part("an article activates the installed extension", async () => {
    assert.ok(extension.isActive);
    await until(() => api.server.running);
  });

  await part("the conflict stands on the figure, behind emoji and combining characters", async () => {
    const [conflict] = await stand(document, "11");
    assert.equal(conflict.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(conflict.source, "copydesk");
    assert.match(conflict.message, /14/);
  });

  await part("its related information is the passage of the other article", async () => {
    const wire = await vscode.workspace.openTextDocument(article("wire.txt"));
    const related = conflicts(document)[0].relatedInformation.filter(({ location }) => location.uri.toString() === wire.uri.toString());
    assert.ok(related.some(({ location }) => wire.getText(location.range).includes("14")));
  });

  await part("figures, dates and claims are marked", async () => {
    const found = await tokens(document);
    assert.ok(found.some(({ text, type }) => type === "figure" && text === "11"), JSON.stringify(found));
    assert.ok(found.some(({ text, type }) => type === "date" && text.includes("Sunday night")), JSON.stringify(found));
    assert.ok(found.some(({ text, type }) => type === "claim" && text.includes("colleagues")), JSON.stringify(found));
  });

  await part("the hover says what the other article says", async () => {
    const hovers = await run("vscode.executeHoverProvider", document.uri, placeOf(document, "11 people"));
    const text = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
    assert.match(text, /14/);
    assert.match(text, /Northern Wire/);
    assert.equal(document.getText(hovers[0].range), "11");
  });

  await part("the view lists figures, dates, and claims by speaker, with their state", async () => {
    await run("copydesk.showFacts");
    await until(() => api.facts.sheet?.uri.endsWith("draft.md"));
    const [figures, dates, claims] = api.facts.getChildren();
    assert.deepEqual([figures, dates, claims].map(({ label }) => label), ["Figures", "Dates", "Claims"]);
    const eleven = api.facts.getChildren(figures).map((node) => [node, api.facts.getTreeItem(node)]).find(([, { label }]) => label.startsWith("11"));
    assert.match(eleven[1].description, /conflict/);
    assert.ok(api.facts.getChildren(claims).some((node) => api.facts.getTreeItem(node).label === "Marta Oyelaran"));
    const [passage] = api.facts.getChildren(eleven[0]);
    assert.equal(api.facts.getTreeItem(passage).label, "14");
    assert.match(api.facts.getTreeItem(passage).description, /Northern Wire/);
  });

  await part("a click in the view goes to the passage", async () => {
    const [figures] = api.facts.getChildren();
    const eleven = api.facts.getChildren(figures).find((node) => api.facts.getTreeItem(node).label.startsWith("11"));
    const { command, arguments: place } = api.facts.getTreeItem(eleven).command;
    await run(command, ...place);
    assert.equal(document.getText(vscode.window.activeTextEditor.selection), "11");
  });

  await part("the status bar counts", async () => {
    await until(() => /^\$\(warning\) 1 conflict, \d+ facts$/.test(api.status.item.text), () => api.status.item.text);
  });

  await part("typing before the mark moves it, typing in it renews it", async () => {
    await replace(document, "\u{1F6A8}", "\u{1F6A8}\u{1F469}\u200D\u{1F692}");
    await stand(document, "11");
    await replace(document, "11 people", "12 people");
    await stand(document, "12");
    await replace(document, "12 people", "11 people");
    await stand(document, "11");
  });

  await part("two drafts that are not saved are compared, both ways", async () => {
    const wire = await vscode.workspace.openTextDocument(article("wire.txt"));
    await vscode.window.showTextDocument(wire, { preview: false });
    await until(() => conflicts(wire).length > 0);
    await replace(wire, "kills 14", "kills 11");
    await replace(wire, "killed 14", "killed 11");
    await stand(document);
    await stand(wire);
    await replace(document, "11 people", "15 people");
    await stand(document, "15");
    await until(() => conflicts(wire).length > 0);
    assert.ok(document.isDirty && wire.isDirty);
    await run("workbench.action.files.revert");
    await replace(document, "15 people", "11 people");
    await stand(document, "11");
  });

  await part("a file changed outside the editor is noticed", async () => {
    const file = path.join(folder.fsPath, "later.txt");
    fs.writeFileSync(file, "Calder Quay, March 5, 2024 (Coast Radio) — The fire at the Calder Quay ferry terminal killed 19 people on Sunday night.\n");
    await until(() => conflicts(document).some(({ relatedInformation }) => relatedInformation?.some(({ location }) => location.uri.path.endsWith("later.txt"))));
    fs.rmSync(file);
    await until(() => conflicts(document).every(({ relatedInformation }) => relatedInformation?.every(({ location }) => !location.uri.path.endsWith("later.txt"))));
  });

  await part("a code action puts in the other figure", async () => {
    const range = conflicts(document)[0].range;
    const actions = await run("vscode.executeCodeActionProvider", document.uri, range, undefined, 30);
    const action = actions.find(({ title, edit }) => /Use «14»/.test(title) && edit);
    assert.ok(action, JSON.stringify(actions.map(({ title }) => title)));
    assert.ok(!action.isPreferred);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(document.getText(), /killed 14 people/);
    await stand(document);
    await until(() => /^\$\(checklist\)/.test(api.status.item.text), () => api.status.item.text);
  });

  await part("a rule is explained on a page", async () => {
    await run("copydesk.explainRule", "figure-conflict");
    await until(() => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /figure-conflict/.test(label))));
    await run("workbench.action.closeActiveEditor");
  });

  await part("reading all again and restarting leave it in order", async () => {
    await vscode.window.showTextDocument(document);
    await replace(document, "14 people", "11 people");
    await run("copydesk.reindexCorpus");
    await stand(document, "11");
    await run("copydesk.restartServer");
    await until(() => api.server.running);
    await stand(document, "11");
  });

  await part("an article that was never saved is checked too", async () => {
    const untitled = await vscode.workspace.openTextDocument({
      language: "plaintext",
      content: "CALDER QUAY, March 5, 2024 \u2014 \u{1F6A8} The fire at the Calder Quay ferry terminal killed 16 people on Sunday night.\n",
    });
    await vscode.window.showTextDocument(untitled);
    await stand(untitled, "16");
  });

  await part("no command of the manifest is missing", async () => {
    const known = await vscode.commands.getCommands(true);
    const missing = extension.packageJSON.contributes.commands.filter(({ command }) => !known.includes(command));
    assert.deepEqual(missing, []);
  });
}

exports.run = async () => {
  await part("the tests run to their end", test);
  const result = process.env.COPYDESK_TEST_RESULT;
  fs.writeFileSync(`${result}.part`, JSON.stringify(lines));
  fs.renameSync(`${result}.part`, result);
};
