// The list of an article's facts: figures, dates, then claims by speaker, each with its state; a click goes to the passage.
import * as vscode from "vscode";
import { type Range } from "vscode-languageclient/node";
import { selector, type Server } from "./server";

export type State = "conflict" | "superseded" | "unresolved" | "compatible" | "agree" | "alone";

interface Passage {
  uri: string;
  range: Range;
  text: string;
  /** Outlet and date. */
  label: string;
}

export interface Fact {
  text: string;
  value: string;
  state: State;
  range: Range;
  related: Passage[];
}

export interface Group {
  kind: "figure" | "date" | "claim";
  /** The speaker's name in a group of claims. */
  label: string;
  facts: Fact[];
}

/** The server's answer to `copydesk.facts`. */
export interface Sheet {
  uri: string;
  version: number | null;
  groups: Group[];
}

type Node =
  | { is: "section"; label: string; icon: string; children: Node[] }
  | { is: "speaker"; group: Group }
  | { is: "fact"; fact: Fact; uri: string }
  | { is: "passage"; passage: Passage; state: State };

const words: Record<State, string> = {
  conflict: "conflict",
  superseded: "out of date",
  unresolved: "can't be compared",
  compatible: "compatible",
  agree: "agrees",
  alone: "",
};

const icons: Record<State, [string, string?]> = {
  conflict: ["warning", "list.warningForeground"],
  superseded: ["history", "editorInfo.foreground"],
  unresolved: ["question"],
  compatible: ["check"],
  agree: ["check", "testing.iconPassed"],
  alone: ["circle-outline", "disabledForeground"],
};

export class FactsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly fetched = new vscode.EventEmitter<Sheet | undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly disposables: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  readonly onDidChangeTreeData = this.changed.event;
  /** Fires with the facts of the article in front, or with nothing if there is none. */
  readonly onDidFetch = this.fetched.event;
  sheet: Sheet | undefined;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView("copydesk.factsView", { treeDataProvider: this, showCollapseAll: true });
    this.disposables = [
      this.view,
      this.changed,
      this.fetched,
      vscode.window.onDidChangeActiveTextEditor(() => this.refreshSoon(0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.inFront(document.uri) && this.refreshSoon(300)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.some((uri) => this.inFront(uri)) && this.refreshSoon(100)),
      server.onDidChangeRunning(() => this.refreshSoon(0)),
    ];
  }

  async reveal(): Promise<void> {
    await vscode.commands.executeCommand("copydesk.factsView.focus");
    await this.refresh();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.is) {
      case "section":
        return branch(node.label, node.icon, countOf(node.children), true);
      case "speaker":
        return branch(node.group.label, "person", node.group.facts.length, false);
      case "fact":
        return this.factItem(node.fact, node.uri);
      case "passage":
        return this.passageItem(node.passage, node.state);
    }
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.sheet ? sections(this.sheet) : [];
    switch (node.is) {
      case "section":
        return node.children;
      case "speaker":
        return node.group.facts.map((fact) => ({ is: "fact", fact, uri: this.sheet?.uri ?? "" }));
      case "fact":
        return node.fact.related.map((passage) => ({ is: "passage", passage, state: node.fact.state }));
      case "passage":
        return [];
    }
  }

  /** Asks the server for the facts of the article in front; the answer to the last question wins. */
  async refresh(): Promise<void> {
    const mine = ++this.asked;
    const document = vscode.window.activeTextEditor?.document;
    const article = document && vscode.languages.match(selector, document) > 0 ? document : undefined;
    // A panel or a log in front leaves the list of the article behind it.
    if (!article && document && vscode.workspace.textDocuments.some((open) => open.uri.toString() === this.sheet?.uri)) return;
    const sheet = article && (await this.fetch(article.uri));
    if (mine !== this.asked) return;
    this.sheet = sheet;
    this.changed.fire();
    this.fetched.fire(sheet);
  }

  private async fetch(uri: vscode.Uri): Promise<Sheet | undefined> {
    try {
      return (await this.server.ask<Sheet | null>("copydesk.facts", uri.toString())) ?? undefined;
    } catch (error) {
      this.server.log.warn(`facts: ${String(error)}`);
      return undefined;
    }
  }

  private refreshSoon(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), milliseconds);
  }

  private inFront(uri: vscode.Uri): boolean {
    return vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
  }

  private factItem(fact: Fact, uri: string): vscode.TreeItem {
    const [icon, colour] = icons[fact.state];
    const item = new vscode.TreeItem(oneLine(fact.text));
    item.collapsibleState = vscode.TreeItemCollapsibleState[fact.related.length > 0 ? "Collapsed" : "None"];
    item.iconPath = new vscode.ThemeIcon(icon, colour && new vscode.ThemeColor(colour));
    item.description = [words[fact.state], fact.value === fact.text ? "" : fact.value].filter(Boolean).join(" · ");
    item.tooltip = fact.value;
    item.accessibilityInformation = { label: `${fact.text}, ${fact.value}, ${words[fact.state]}` };
    item.command = this.goTo(uri, fact.range);
    return item;
  }

  private passageItem(passage: Passage, state: State): vscode.TreeItem {
    const item = new vscode.TreeItem(oneLine(passage.text));
    item.description = passage.label;
    item.tooltip = `${passage.text} (${passage.label}): ${words[state]}`;
    item.iconPath = new vscode.ThemeIcon("go-to-file");
    item.command = this.goTo(passage.uri, passage.range);
    return item;
  }

  private goTo(uri: string, range: Range): vscode.Command {
    const place = [vscode.Uri.parse(uri), this.server.toEditor?.asRange(range)];
    return { command: "copydesk.openPassage", title: "Open the Passage", arguments: place };
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.disposables) each.dispose();
  }
}

function sections({ uri, groups }: Sheet): Node[] {
  const facts = (kind: Group["kind"]): Node[] =>
    groups.filter((group) => group.kind === kind).flatMap((group) => group.facts.map((fact) => ({ is: "fact" as const, fact, uri })));
  const speakers: Node[] = groups.filter((group) => group.kind === "claim").map((group) => ({ is: "speaker", group }));
  const all: Node[] = [
    { is: "section", label: "Figures", icon: "symbol-number", children: facts("figure") },
    { is: "section", label: "Dates", icon: "calendar", children: facts("date") },
    { is: "section", label: "Claims", icon: "quote", children: speakers },
  ];
  return all.filter((section) => section.is === "section" && section.children.length > 0);
}

function countOf(children: Node[]): number {
  return children.reduce((sum, child) => sum + (child.is === "speaker" ? child.group.facts.length : 1), 0);
}

function branch(label: string, icon: string, count: number, open: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState[open ? "Expanded" : "Collapsed"]);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = String(count);
  return item;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
