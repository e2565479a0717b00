// Looks at pages in a browser; README.md beside it says how to run it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screens = [
  ["phone", 360],
  ["desk", 1100],
];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
let found = 0;
const complain = (page, what) => {
  console.error(`${page}: ${what}`);
  found += 1;
};
for (const file of process.argv.slice(2)) {
  const name = basename(file, ".html");
  for (const [screen, width] of screens) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, offline: true });
    const page = await context.newPage();
    page.on("console", (message) => complain(name, `console: ${message.text()}`));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) complain(name, `asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(resolve(file)).href);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) complain(name, `${excess} pixels too wide on a ${screen}`);
    await page.screenshot({ path: `${name}-${screen}.png`, fullPage: true });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    for (const it of violations) complain(name, `${screen}: ${it.id}: ${it.nodes[0].html}`);
    if (screen === "desk") {
      await page.pdf({ path: `${name}.pdf`, format: "Letter" });
      await page.addStyleTag({ content: "html { filter: grayscale(1); }" });
      await page.screenshot({ path: `${name}-gray.png`, fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
process.exitCode = found > 0 ? 1 : 0;
