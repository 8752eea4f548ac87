// The commands of the palette.
import * as vscode from "vscode";
import type { FactsView } from "./facts";
import { codeAtCursor, codesOf, type RulePages } from "./rules";
import type { Server } from "./server";

export function registerCommands(
  server: Server,
  facts: FactsView,
  rules: RulePages,
  log: vscode.LogOutputChannel,
): vscode.Disposable[] {
  const commands: Record<string, (...args: never[]) => unknown> = {
    "copydesk.showFacts": () => facts.reveal(),
    "copydesk.explainRule": (code?: string) => explain(code, server, rules),
    "copydesk.reindexCorpus": () => reindex(server),
    "copydesk.restartServer": () => server.restart(),
    "copydesk.showLog": () => log.show(),
    "copydesk.openPassage": openPassage,
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
}

async function explain(code: string | undefined, server: Server, rules: RulePages): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const chosen = code ?? (editor && (codeAtCursor(editor) ?? (await choose(editor.document.uri))));
  if (chosen) await rules.show(chosen, server);
}

async function choose(uri: vscode.Uri): Promise<string | undefined> {
  const codes = codesOf(uri);
  if (codes.length > 0) return vscode.window.showQuickPick(codes, { placeHolder: "Which warning shall be explained?" });
  void vscode.window.showInformationMessage("There is no warning in this article.");
  return undefined;
}

async function reindex(server: Server): Promise<void> {
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "Reading all articles again" }, () =>
    server.ask("copydesk.reindex"),
  );
}

async function openPassage(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri, { selection: range, preview: true });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
