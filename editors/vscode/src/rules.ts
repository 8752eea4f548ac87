// The page that explains a rule, as the server words it, in a preview.
import * as vscode from "vscode";
import type { Server } from "./server";

const scheme = "copydesk-rule";

export class RulePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly pages = new Map<string, string>();
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.path) ?? "";
  }

  /** Shows the page of the rule with this code, such as `figure-conflict`. */
  async show(code: string, server: Server): Promise<void> {
    const page = await server.ask<string | null>("copydesk.explain", code);
    if (!page) return void vscode.window.showInformationMessage(`Copydesk has no rule “${code}”.`);
    const uri = vscode.Uri.from({ scheme, path: `${code}.md` });
    this.pages.set(uri.path, page);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  dispose(): void {
    this.registered.dispose();
  }
}

/** The code of the finding at the cursor: the most serious one, if there are several. */
export function codeAtCursor(editor: vscode.TextEditor): string | undefined {
  return findings(editor.document.uri)
    .filter((finding) => finding.range.contains(editor.selection.active))
    .map(codeOf)
    .at(0);
}

/** The codes of an article's findings, each once, the most serious first. */
export function codesOf(uri: vscode.Uri): string[] {
  return [...new Set(findings(uri).map(codeOf))].filter((code) => code !== undefined);
}

function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((finding) => finding.source === "copydesk")
    .sort((a, b) => a.severity - b.severity);
}

function codeOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return value === undefined ? undefined : String(value);
}
