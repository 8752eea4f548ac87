// Runs inhost/index.js inside the extension host, beside the installed extension.
//
//   node inhost.mjs EXTENSION.vsix
import fs from "node:fs";
import path from "node:path";
import { Workbench } from "./workbench.mjs";

const [extension] = process.argv.slice(2);
const here = import.meta.dirname;
const result = path.join(fs.mkdtempSync("/tmp/copydesk-inhost-"), "result.json");
const wrong = process.env.COPYDESK_RIGHT ? { "copydesk.path": process.env.COPYDESK } : {};
const workbench = await Workbench.start({
  extension,
  folder: path.join(here, "..", "articles"),
  user: wrong,
  env: { COPYDESK_TEST_RESULT: result },
});
let lines = ["FAIL no answer from the extension host within five minutes"];
try {
  await workbench.open([
    ["extensionDevelopmentPath", workbench.remote(path.join(here, "driver"))],
    ["extensionTestsPath", workbench.remote(path.join(here, "inhost", "index.cjs"))],
  ]);
  for (const end = Date.now() + 300_000; Date.now() < end; await new Promise((resume) => setTimeout(resume, 100))) {
    if (!fs.existsSync(result)) continue;
    lines = JSON.parse(fs.readFileSync(result, "utf8"));
    break;
  }
} finally {
  await workbench.stop();
  fs.rmSync(path.dirname(result), { recursive: true });
}
for (const line of lines) console.log(line);
process.exitCode = lines.some((line) => line.startsWith("FAIL")) ? 1 : 0;
