// The language server's life: start, stop, restart, and one clear message when it can't be started.
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State } from "vscode-languageclient/node";
import { type Binary, chooseBinary, faultOf } from "./binary";
import { withoutRepeats } from "./hover";
import type { RulePages } from "./rules";

/** Where articles come from: disk, unsaved buffers, and folders that are not on this machine. */
const schemes = ["file", "untitled", "vscode-vfs", "vscode-remote", "memfs", "vscode-test-web"];
export const selector = schemes.flatMap((scheme) => ["plaintext", "markdown"].map((language) => ({ scheme, language })));

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly changed = new vscode.EventEmitter<boolean>();
  private readonly watching: vscode.Disposable;
  private told = false;

  /** Fires with `true` when the server answers, with `false` when it doesn't any more. */
  readonly onDidChangeRunning = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
    private readonly rules: RulePages,
  ) {
    this.watching = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("copydesk.path")) void this.restart();
    });
  }

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  async start(): Promise<void> {
    const binary = chooseBinary(this.context);
    const fault = await faultOf(binary);
    if (fault) return this.refuse(binary, fault);
    this.log.info(`${binary.command} (from the ${binary.from})`);
    const client = this.connect(binary);
    this.client = client;
    client.onDidChangeState(({ newState }) => this.changed.fire(newState === State.Running));
    try {
      await client.start();
      this.told = false;
    } catch (error) {
      await this.refuse(binary, `${binary.command} does not start: ${String(error)}`);
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Runs one of the server's own commands; nothing if the server isn't there. */
  async ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    if (!this.client || !this.running) return undefined;
    return this.client.sendRequest<T>("workspace/executeCommand", { command, arguments: args });
  }

  /** A range or URI as the protocol has it, as the editor has it. */
  get toEditor(): LanguageClient["protocol2CodeConverter"] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  private connect(binary: Binary): LanguageClient {
    const run = { command: binary.command, args: ["lsp"] };
    return new LanguageClient("copydesk", "Copydesk", { run, debug: run }, {
      documentSelector: selector,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: vscode.workspace.getConfiguration().get("copydesk"),
      synchronize: { configurationSection: "copydesk" },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
      middleware: {
        provideHover: async (document, position, token, next) =>
          withoutRepeats(await next(document, position, token), document, position),
        // What a click on «Explain» in a hover, lens or light bulb answers with is shown as a page.
        executeCommand: async (command, args, next) => {
          if (command === "copydesk.explain") return this.rules.show(String(args[0]), this);
          return next(command, args);
        },
      },
    });
  }

  private crashes: number[] = [];

  // Started again after a crash, but not for ever: the fourth within three minutes is told.
  private closed(): { action: CloseAction; handled: boolean } {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < 180_000), now];
    if (this.crashes.length < 4) return { action: CloseAction.Restart, handled: true };
    this.crashes = [];
    void this.tell("Copydesk has stopped four times within three minutes.", ["Restart", "Show Log"]);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private async refuse(binary: Binary, fault: string): Promise<void> {
    this.log.error(fault);
    this.client = undefined;
    this.changed.fire(false);
    if (this.told) return;
    this.told = true;
    const ways = binary.from === "PATH" ? ["Choose Program…", "How to Install"] : ["Choose Program…", "Open Setting"];
    void this.tell(`Copydesk can't check your articles. ${fault}`, ways);
  }

  private async tell(message: string, ways: string[]): Promise<void> {
    const way = await vscode.window.showErrorMessage(message, ...ways);
    if (way === "Choose Program…") await this.chooseProgram();
    if (way === "Open Setting") await vscode.commands.executeCommand("workbench.action.openSettings", "copydesk.path");
    if (way === "How to Install") await vscode.commands.executeCommand("extension.open", this.context.extension.id);
    if (way === "Restart") await this.restart();
    if (way === "Show Log") this.log.show();
  }

  private async chooseProgram(): Promise<void> {
    this.told = false;
    const [file] = (await vscode.window.showOpenDialog({ title: "Where is copydesk?", openLabel: "Use This Program" })) ?? [];
    if (!file) return;
    await vscode.workspace.getConfiguration("copydesk").update("path", file.fsPath, vscode.ConfigurationTarget.Global);
  }

  private async stop(): Promise<void> {
    this.told = false;
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error: unknown) => this.log.warn(String(error)));
  }

  async dispose(): Promise<void> {
    this.watching.dispose();
    await this.stop();
    this.changed.dispose();
  }
}
