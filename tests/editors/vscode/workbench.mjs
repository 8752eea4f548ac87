// A real VS Code (code-server) on loopback with the packaged extension installed, and a headless Chromium in front of it.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const patience = 1000 * Math.max(process.env.PATIENCE ?? 60, 30);
const entry = path.join(here, "node_modules", "code-server", "out", "node", "entry.js");

const settings = {
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "files.autoSave": "off",
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "chat.commandCenter.enabled": false,
  "window.commandCenter": false,
  "copydesk.debounce": 0,
};

export class Workbench {
  /** Starts with a fresh profile and a copy of `folder`; `extension` is a .vsix file. */
  static async start({ extension, folder, user = {}, env = {} }) {
    const workbench = new Workbench();
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "copydesk-vscode-"));
    workbench.root = root;
    workbench.folder = path.join(root, "articles");
    fs.cpSync(folder, workbench.folder, { recursive: true });
    fs.mkdirSync(path.join(root, "user", "User"), { recursive: true });
    fs.writeFileSync(path.join(root, "user", "User", "settings.json"), JSON.stringify({ ...settings, ...user }));
    const profile = ["--user-data-dir", path.join(root, "user"), "--extensions-dir", path.join(root, "extensions")];
    // Without a gallery VS Code asks nobody for extensions.
    const environment = { ...process.env, EXTENSIONS_GALLERY: "{}", ...env };
    execFileSync(process.execPath, [entry, ...profile, "--install-extension", extension], { env: environment, stdio: "pipe" });
    const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"];
    workbench.log = path.join(root, "code-server.log");
    workbench.address = await workbench.#served([...profile, ...quiet], environment);
    workbench.browser = await chromium.launchPersistentContext(path.join(root, "chromium"), {
      executablePath: "/usr/bin/chromium",
      headless: true,
      viewport: { width: 1200, height: 760 },
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    workbench.page = workbench.browser.pages()[0] ?? (await workbench.browser.newPage());
    workbench.page.setDefaultTimeout(patience);
    workbench.page.setDefaultNavigationTimeout(2 * patience);
    workbench.strangers = new Set();
    workbench.page.on("request", (request) => workbench.#note(new URL(request.url())));
    return workbench;
  }

  /** Starts and opens an article; once more from the beginning if its text does not come, as VS Code gives up on a busy machine. */
  static async opened(options, name) {
    for (let again = true; ; again = false) {
      const workbench = await Workbench.start(options);
      try {
        await workbench.openFile(name);
        await workbench.page.waitForSelector(".monaco-editor .view-line", { timeout: 2 * patience });
        return workbench;
      } catch (error) {
        await workbench.stop();
        if (!again) throw error;
      }
    }
  }

  /** Starts VS Code's server and gives its address. It gives up by itself when a busy machine lets it wait, so it has three tries. */
  async #served(options, env) {
    for (let tries = 0; tries < 3; tries++) {
      const log = fs.openSync(this.log, "w");
      // A process group of its own, so that the extension host and the server end with it.
      this.server = spawn(
        process.execPath,
        [entry, "--config", "/dev/null", "--auth", "none", "--bind-addr", "127.0.0.1:0", ...options],
        { env, detached: true, stdio: ["ignore", log, log] },
      );
      fs.closeSync(log);
      for (const end = Date.now() + 2 * patience; Date.now() < end && this.server.exitCode === null; ) {
        const [, address] = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(fs.readFileSync(this.log, "utf8")) ?? [];
        if (address) return address;
        await new Promise((resume) => setTimeout(resume, 100));
      }
      await this.#ended();
    }
    throw new Error(`code-server does not listen:\n${fs.readFileSync(this.log, "utf8")}`);
  }

  async #ended() {
    try {
      process.kill(-this.server.pid);
    } catch {} // gone already
    await new Promise((resume) => (this.server.exitCode === null && this.server.signalCode === null ? this.server.once("exit", resume) : resume()));
  }

  #note(url) {
    const here = url.hostname === "127.0.0.1" || url.hostname.endsWith("localhost");
    if (/^(https?|wss?):$/.test(url.protocol) && !here) this.strangers.add(url.hostname);
  }

  remote(file) {
    return `vscode-remote://${new URL(this.address).host}${file}`;
  }

  /** Opens the folder; `payload` is VS Code's own way of saying what else to open. */
  async open(payload) {
    await this.page.goto(`${this.address}/?folder=${encodeURIComponent(this.folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  }

  openFile(name) {
    return this.open([["openFile", this.remote(path.join(this.folder, name))]]);
  }

  async stop() {
    await this.browser?.close();
    await this.#ended();
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** PASS and FAIL lines, and the exit code. */
export class Report {
  failed = 0;
  /** Called after a part that failed, with its name. */
  failing = undefined;

  check(ok, message) {
    console.log(`${ok ? "PASS" : "FAIL"} ${message}`);
    if (!ok) this.failed++;
    return ok;
  }

  /** A part of a test: what it throws is a failure of its own. */
  async part(message, run) {
    try {
      await run();
      this.check(true, message);
    } catch (error) {
      this.check(false, `${message}: ${String(error?.message ?? error).split("\n")[0]}`);
      await this.failing?.(message);
    }
  }
}
