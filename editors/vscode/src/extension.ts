// The extension: starts the server, and shows what it answers. Everything of substance is in the server.
import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { FactsView } from "./facts";
import { RulePages } from "./rules";
import { Server } from "./server";
import { StatusItem } from "./status";

/** What tests inside the extension host look at. */
export interface Api {
  server: Server;
  facts: FactsView;
  status: StatusItem;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const log = vscode.window.createOutputChannel("Copydesk", { log: true });
  const rules = new RulePages();
  const server = new Server(context, log, rules);
  const facts = new FactsView(server);
  const status = new StatusItem(facts);
  context.subscriptions.push(log, rules, server, facts, status, ...registerCommands(server, facts, rules, log));
  await server.start();
  return { server, facts, status };
}
