// Which program to run: the setting, the one inside the extension, or the one on the PATH; and whether it is Copydesk.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

export interface Binary {
  command: string;
  /** Where the choice comes from, for the message when it doesn't run. */
  from: "setting" | "extension" | "PATH";
}

const program = process.platform === "win32" ? "copydesk.exe" : "copydesk";

export function chooseBinary(context: vscode.ExtensionContext): Binary {
  const set = vscode.workspace.getConfiguration("copydesk").get<string>("path", "").trim();
  if (set) return { command: expandHome(set), from: "setting" };
  const bundled = context.asAbsolutePath(path.join("server", program));
  return existsSync(bundled) ? { command: bundled, from: "extension" } : { command: program, from: "PATH" };
}

function expandHome(file: string): string {
  const home = process.env.HOME ?? process.env.USERPROFILE;
  return home && /^~[\\/]/.test(file) ? path.join(home, file.slice(2)) : file;
}

/** What is wrong with the program, in words; nothing if it says that it is Copydesk. */
export function faultOf({ command, from }: Binary): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, ["--version"], { timeout: 10_000, windowsHide: true }, (error, stdout) => {
      if (!error && stdout.startsWith("copydesk ")) return resolve(undefined);
      const code = (error as NodeJS.ErrnoException | null)?.code;
      if (code === "ENOENT") {
        resolve(from === "PATH" ? "The program “copydesk” is not installed." : `There is no program at ${command}.`);
      } else if (code === "EACCES") {
        resolve(`${command} is not a program that may be run.`);
      } else {
        resolve(`${command} is not Copydesk, or doesn't run on this machine.`);
      }
    });
  });
}
