// Packages the extension, for each platform with its own program inside, and once without any (it then looks on the PATH).
//
//   node scripts/package.mjs                        every platform whose program stands in bin/TARGET/, and the universal one
//   node scripts/package.mjs linux-x64              that platform alone
//   node scripts/package.mjs linux-x64 --binary P   with the program P
//   node scripts/package.mjs linux-x64 --build      builds it first: cargo build --release --target …
//   --out FOLDER                                    where the .vsix files go (default: here)
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const here = path.dirname(import.meta.dirname);
const project = path.join(here, "..", "..");

/** What the program of each platform must be: the Rust target, and how the file begins (format and machine). */
export const targets = {
  "linux-x64": { rust: "x86_64-unknown-linux-gnu", is: elf(0x3e) },
  "linux-arm64": { rust: "aarch64-unknown-linux-gnu", is: elf(0xb7) },
  "alpine-x64": { rust: "x86_64-unknown-linux-musl", is: elf(0x3e) },
  "alpine-arm64": { rust: "aarch64-unknown-linux-musl", is: elf(0xb7) },
  "darwin-x64": { rust: "x86_64-apple-darwin", is: machO(0x01000007) },
  "darwin-arm64": { rust: "aarch64-apple-darwin", is: machO(0x0100000c) },
  "win32-x64": { rust: "x86_64-pc-windows-msvc", is: portableExecutable(0x8664) },
};

function elf(machine) {
  return (head) => head.toString("latin1", 0, 4) === "\x7fELF" && head.readUInt16LE(18) === machine;
}
function machO(cpu) {
  return (head) => head.readUInt32LE(0) === 0xfeedfacf && head.readUInt32LE(4) === cpu;
}
function portableExecutable(machine) {
  return (head) => {
    const header = head.toString("latin1", 0, 2) === "MZ" ? head.readUInt32LE(0x3c) : head.length;
    return header + 6 <= head.length && head.readUInt16LE(header + 4) === machine;
  };
}

function programName(target) {
  return target.startsWith("win32") ? "copydesk.exe" : "copydesk";
}

/** The program to put in: the one named, the one just built, or the one in bin/TARGET/. */
function programOf(target, { binary, build }) {
  if (binary) return path.resolve(binary);
  if (!build) return path.join(here, "bin", target, programName(target));
  const { rust } = targets[target];
  execFileSync("cargo", ["build", "--release", "--locked", "--target", rust], { cwd: project, stdio: "inherit" });
  return path.join(project, "target", rust, "release", programName(target));
}

function checkProgram(target, file) {
  const head = Buffer.alloc(4096);
  const handle = fs.openSync(file, "r");
  fs.readSync(handle, head, 0, head.length, 0);
  fs.closeSync(handle);
  if (!targets[target].is(head)) throw new Error(`${file} is no program for ${target}`);
}

function pack(target, options) {
  const server = path.join(here, "server");
  fs.rmSync(server, { recursive: true, force: true });
  if (target !== "universal") {
    const program = programOf(target, options);
    checkProgram(target, program);
    fs.mkdirSync(server);
    fs.copyFileSync(program, path.join(server, programName(target)));
    fs.chmodSync(path.join(server, programName(target)), 0o755);
  }
  const out = path.join(path.resolve(options.out ?? here), `copydesk-${target}.vsix`);
  const forPlatform = target === "universal" ? [] : ["--target", target];
  execFileSync("npx", ["vsce", "package", ...forPlatform, "--no-dependencies", "--out", out], { cwd: here, stdio: "inherit" });
  fs.rmSync(server, { recursive: true, force: true });
  return out;
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { binary: { type: "string" }, build: { type: "boolean" }, out: { type: "string" } },
  });
  const unknown = positionals.filter((target) => target !== "universal" && !(target in targets));
  if (unknown.length > 0) throw new Error(`no such platform: ${unknown}; there are universal, ${Object.keys(targets).join(", ")}`);
  if (values.binary && positionals.length !== 1) throw new Error("--binary goes with one platform");
  const there = Object.keys(targets).filter((target) => values.build || fs.existsSync(programOf(target, {})));
  const wanted = positionals.length > 0 ? positionals : [...there, "universal"];
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) fs.copyFileSync(path.join(project, file), path.join(here, file));
  if (fs.existsSync(path.join(project, "CHANGELOG.md"))) fs.copyFileSync(path.join(project, "CHANGELOG.md"), path.join(here, "CHANGELOG.md"));
  for (const target of wanted) console.log(`packaged ${pack(target, values)}`);
}

try {
  main();
} catch (error) {
  console.error(`package: ${error.message}`);
  process.exitCode = 1;
}
