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
const options = {
  extension,
  folder: path.join(here, "..", "articles"),
  user: wrong,
  env: { COPYDESK_TEST_RESULT: result },
};

/** The lines of one run in VS Code; none if its page or its extension host does not come. */
async function run() {
  const workbench = await Workbench.start(options);
  try {
    await workbench.open([
      ["extensionDevelopmentPath", workbench.remote(path.join(here, "driver"))],
      ["extensionTestsPath", workbench.remote(path.join(here, "inhost", "index.cjs"))],
    ]);
    for (const end = Date.now() + 150_000; Date.now() < end; await new Promise((resume) => setTimeout(resume, 100))) {
      if (fs.existsSync(result)) return JSON.parse(fs.readFileSync(result, "utf8"));
    }
  } catch (error) {
    console.log(`VS Code: ${error.message}`);
  } finally {
    await workbench.stop();
  }
}

// VS Code gives up on a busy machine: it has a second try.
const lines = (await run()) ?? (await run()) ?? ["FAIL no answer from the extension host"];
fs.rmSync(path.dirname(result), { recursive: true });
for (const line of lines) console.log(line);
process.exitCode = lines.some((line) => line.startsWith("FAIL")) ? 1 : 0;
