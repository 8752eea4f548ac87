// What a person sees: the packaged extension in VS Code, driven in a headless Chromium, with pictures.
//
//   node screen.mjs EXTENSION.vsix UNIVERSAL.vsix FOLDER-FOR-PICTURES
import fs from "node:fs";
import path from "node:path";
import { Report, Workbench } from "./workbench.mjs";

const [extension, universal, shots] = process.argv.slice(2);
const demo = path.join(import.meta.dirname, "..", "demo");
fs.mkdirSync(shots, { recursive: true });
const report = new Report();
const wrong = process.env.COPYDESK_RIGHT ? { "copydesk.path": process.env.COPYDESK } : {};

/** Takes the mouse away from the article, so that no hover is in the way. */
async function away(page) {
  await page.mouse.move(900, 700, { steps: 3 });
  await page.keyboard.press("Escape");
  await page.locator(".monaco-hover:visible").first().waitFor({ state: "hidden", timeout: 10_000 });
}

/** The middle of the first conflict's wavy line. */
async function squiggle(page) {
  const line = page.locator(".monaco-editor .squiggly-warning").first();
  for (let tries = 0; tries < 300; tries++, await page.waitForTimeout(100)) {
    const box = await line.boundingBox();
    if (box) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  throw new Error("the wavy line is gone");
}

async function hover(page) {
  const widget = page.locator(".monaco-hover:visible").filter({ hasText: /Northern Wire/ }).first();
  // A line that moves (a panel opens, a lens arrives) takes the hover away or leaves the mouse beside the figure: a person
  // then points again.
  for (let tries = 0; tries < 8; tries++) {
    const { x, y } = await squiggle(page);
    await page.mouse.move(x - 60, y - 60);
    await page.mouse.move(x, y, { steps: 6 });
    if (await widget.waitFor({ timeout: 5_000 }).then(() => true, () => false)) break;
  }
  await widget.waitFor({ timeout: 5_000 });
  await page.waitForTimeout(400);
  return widget;
}

const shot = (page, name, clip) => page.screenshot({ path: path.join(shots, `${name}.png`), ...(clip && { clip }) });

async function article() {
  const workbench = await Workbench.opened({ extension, folder: demo, user: wrong }, "draft.md");
  const { page } = workbench;
  report.failing = (message) => shot(page, `failed-${message.replace(/\W+/g, "-").slice(0, 40)}`).catch(() => {});
  try {
    await report.part("a wavy line under the contested figure", async () => {
      await page.waitForSelector(".monaco-editor .squiggly-warning", { timeout: 120_000 });
      await shot(page, "squiggle");
    });

    await report.part("the wavy line is exactly as wide as the figure, behind emoji and combining characters", async () => {
      // The coloured span of the figure is drawn by another part of VS Code: both must have the same left and right edge.
      // Lines still move while the lenses above them arrive, so it must come true, not be true at once.
      const figure = page.locator(".monaco-editor .view-line span span").filter({ hasText: /^11$/ }).first();
      let seen = "nothing";
      for (let tries = 0; tries < 150; tries++, await page.waitForTimeout(200)) {
        const [text, line] = [await figure.boundingBox(), await page.locator(".monaco-editor .squiggly-warning").first().boundingBox()];
        if (!text || !line) continue;
        if (Math.abs(text.x - line.x) < 1.5 && Math.abs(text.width - line.width) < 1.5) return shot(page, "marks");
        seen = `line at ${line.x}, ${line.width} wide; figure at ${text.x}, ${text.width} wide`;
      }
      throw new Error(seen);
    });

    await report.part("Problems names the place", async () => {
      await page.keyboard.press("Control+Shift+M");
      const text = await page.waitForFunction(() => {
        const rows = [...document.querySelectorAll(".markers-panel .monaco-list-row")].map((row) => row.innerText);
        return rows.length > 1 && rows.join("\n");
      });
      const line = fs.readFileSync(path.join(demo, "draft.md"), "utf8").split("\n").findIndex((each) => each.includes("killed 11"));
      const column = fs.readFileSync(path.join(demo, "draft.md"), "utf8").split("\n")[line].indexOf("11 people");
      const rows = await text.jsonValue();
      if (!rows.includes(`[Ln ${line + 1}, Col ${column + 1}]`)) throw new Error(`${rows}, wanted Ln ${line + 1}, Col ${column + 1}`);
    });

    await report.part("the hover names the other article", async () => {
      const text = await (await hover(page)).innerText();
      if (!/14/.test(text)) throw new Error(text);
      await shot(page, "squiggle-hover-problems");
    });

    await report.part("the hover from near", async () => {
      await page.keyboard.press("Control+J");
      await page.waitForTimeout(50);
      await hover(page);
      await shot(page, "hover");
    });

    await report.part("the status bar counts facts and conflicts", async () => {
      await page.locator(".statusbar-item").filter({ hasText: /\d+ conflicts?, \d+ facts/ }).first().waitFor();
    });

    await report.part("the light bulb offers ways to settle it", async () => {
      await away(page);
      const { x, y } = await squiggle(page);
      await page.mouse.click(x, y - 6);
      const menu = page.locator(".action-widget").getByText(/14/).first();
      for (let tries = 0; tries < 8; tries++) {
        await page.keyboard.press("Control+.");
        if (await menu.waitFor({ timeout: 1500 }).then(() => true, () => false)) break;
        await page.keyboard.press("Escape");
      }
      await menu.waitFor({ timeout: 1000 });
      await shot(page, "settle");
      await page.keyboard.press("Escape");
      await away(page);
    });

    await report.part("the view lists the facts", async () => {
      await page.locator(".statusbar-item").filter({ hasText: /\d+ facts/ }).first().click();
      const row = (words) => page.locator(".sidebar .monaco-list-row").filter({ hasText: words }).first();
      await row("Figures").waitFor();
      await row(/conflict/).locator(".monaco-tl-twistie").click();
      await row(/Northern Wire/).waitFor();
      await row("Marta Oyelaran").locator(".monaco-tl-twistie").click();
      await away(page);
      await shot(page, "facts");
    });

    for (const [theme, name] of [["Dark Modern", "dark"], ["Dark High Contrast", "high-contrast"], ["Light High Contrast", "high-contrast-light"]]) {
      await report.part(`colours in the theme «${theme}»`, async () => {
        const file = path.join(workbench.root, "user", "User", "settings.json");
        const id = name.startsWith("high") ? `Default High Contrast${name.endsWith("light") ? " Light" : ""}` : "Default Dark Modern";
        const settings = JSON.stringify({ ...JSON.parse(fs.readFileSync(file, "utf8")), "workbench.colorTheme": id });
        fs.writeFileSync(file, settings);
        await workbench.openFile("draft.md");
        const type = name === "dark" ? "vs-dark" : name === "high-contrast" ? "hc-black" : "hc-light";
        const themed = (timeout) => page.waitForSelector(`.monaco-workbench.${type}`, { timeout });
        // VS Code’s watcher can miss a change that comes soon after another.
        for (let tries = 0; tries < 5 && !(await themed(10_000).catch(() => null)); tries++) fs.writeFileSync(file, settings);
        await themed(10_000);
        const measured = () => page.evaluate(() => {
          const of = (words) => {
            const span = [...document.querySelectorAll(".monaco-editor .view-line span span")].find((each) => each.textContent.replace(/\u00a0/g, " ").includes(words));
            const { color, fontStyle } = span ? getComputedStyle(span) : {};
            return `${color} ${fontStyle}`;
          };
          return [of("11"), of("Sunday"), of("colleagues"), of("gutted")];
        });
        // The colours come with the server's answer, some time after the text.
        let colours = await measured();
        for (let tries = 0; tries < 240 && new Set(colours).size < 4; tries++) {
          await page.waitForTimeout(500);
          colours = await measured();
        }
        await shot(page, `colours-${name}`);
        if (new Set(colours).size < 4) throw new Error(`figure, date, claim, text: ${colours}`);
      });
    }

    await report.part("no part of VS Code has reported an error", async () => {
      const toasts = await page.locator(".notification-toast").allInnerTexts();
      if (toasts.length > 0) throw new Error(toasts.join(" | "));
    });
    report.check(workbench.strangers.size === 0, `nothing leaves the machine${[...workbench.strangers].map((name) => ` (${name})`)}`);
  } catch (error) {
    report.check(false, `the article on screen: ${error.message}`);
  } finally {
    await workbench.stop();
  }
}

/** The extension without a program inside, on a machine without Copydesk. */
async function withoutProgram() {
  const workbench = await Workbench.opened({ extension: universal, folder: demo, env: { PATH: "/usr/bin:/bin" } }, "draft.md");
  const { page } = workbench;
  try {
    await report.part("a missing program gives one clear message with a button", async () => {
      const toast = page.locator(".notification-toast").filter({ hasText: /Copydesk can't check your articles/ });
      await toast.first().waitFor({ timeout: 120_000 });
      await page.waitForTimeout(1500);
      await shot(page, "missing");
      const toasts = await page.locator(".notification-toast").count();
      if (toasts !== 1) throw new Error(`${toasts} messages`);
      await toast.getByText("Choose Program…").waitFor();
    });
  } finally {
    await workbench.stop();
  }
}

try {
  await article();
  if (!process.env.COPYDESK_RIGHT) await withoutProgram();
} catch (error) {
  report.check(false, `VS Code: ${error.message}`);
}
process.exitCode = report.failed > 0 ? 1 : 0;
