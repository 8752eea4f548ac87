// The settings of package.json, generated from the server's own list (`copydesk lsp --settings`).
//
//   node scripts/settings.mjs PROGRAM            writes them into package.json
//   node scripts/settings.mjs PROGRAM --check    fails if they are not what the server says
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** The extension's own, which the server knows nothing of. */
const own = ["copydesk.path", "copydesk.trace.server"];

const [program, check] = process.argv.slice(2);
const file = path.join(path.dirname(import.meta.dirname), "package.json");
const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
const { configuration } = manifest.contributes;

const listed = JSON.parse(execFileSync(program, ["lsp", "--settings"], { encoding: "utf8" }));
const mirrored = Object.entries(listed).map(([name, schema], index) => [name, { order: index + 1, scope: "window", ...schema }]);
const [first, last] = own.map((name) => [name, configuration.properties[name]]);
const wanted = Object.fromEntries([first, ...mirrored, last]);

if (check && JSON.stringify(configuration.properties) !== JSON.stringify(wanted)) {
  console.error("package.json does not have the server's settings: run node scripts/settings.mjs PROGRAM");
  process.exit(1);
}
if (!check) {
  configuration.properties = wanted;
  fs.writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
