// The status bar: how many facts the article in front has, and how many of them another article contradicts.
import * as vscode from "vscode";
import type { FactsView, Sheet, State } from "./facts";

export class StatusItem implements vscode.Disposable {
  readonly item = vscode.window.createStatusBarItem("copydesk.status", vscode.StatusBarAlignment.Right, 100);
  private readonly listening: vscode.Disposable;

  constructor(facts: FactsView) {
    this.item.name = "Copydesk";
    this.item.command = "copydesk.showFacts";
    this.listening = facts.onDidFetch((sheet) => this.show(sheet));
  }

  private show(sheet: Sheet | undefined): void {
    if (!sheet) return this.item.hide();
    const count = (state?: State) => sheet.groups.flatMap((group) => group.facts).filter((fact) => !state || fact.state === state).length;
    const [facts, conflicts] = [count(), count("conflict")];
    this.item.text = conflicts > 0 ? `$(warning) ${plural(conflicts, "conflict")}, ${plural(facts, "fact")}` : `$(checklist) ${plural(facts, "fact")}`;
    this.item.tooltip =
      conflicts > 0
        ? `Copydesk: of ${plural(facts, "fact")} in this article, other articles contradict ${conflicts}. Click for the list.`
        : `Copydesk: ${plural(facts, "fact")} in this article, none contradicted. Click for the list.`;
    this.item.backgroundColor = conflicts > 0 ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
