// What every page has to be, whoever opens it: accessible, within the screen, light, from this origin alone.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const SCREENSHOTS = join(here, "screenshots");
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Whether pictures of all pages are wanted, to be looked at; of pages with findings they are taken in any case. */
const WANTS_PICTURES = (process.env.KIKITORI_PICTURES ?? "no") !== "no";

/** Telephone, tablet, 1280 px at 200 % zoom, desk. axe looks at the first and last, of which there are pictures. */
const WIDTHS = [320, 640, 768, 1280];
/** Everything that a page loads, as it travels. */
const MOST_BYTES = 100 * 1024;

/** What a page did since it was opened; filled by `watch`. */
const histories = new WeakMap();

/** Notes every request, console error and security header of a page from now on. Call it before the first `goto`. */
export function watch(page, origin, { javaScript = true } = {}) {
  const history = { origin, javaScript, outside: [], errors: [], documents: new Map(), requests: [] };
  histories.set(page, history);
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) history.requests = [];
    history.requests.push(request);
    if (!["data:", "blob:", "about:"].includes(url.protocol) && url.origin !== origin) history.outside.push(url.href);
  });
  page.on("response", (response) => {
    if (response.request().isNavigationRequest()) history.documents.set(response.url(), response.headers());
  });
  page.on("console", (message) => {
    // The browser logs every answer of 400 and above as an error; those are checked by the tests that ask for them.
    const isStatus = message.text().startsWith("Failed to load resource: the server responded");
    if (message.type() === "error" && !isStatus) history.errors.push(message.text());
  });
  page.on("pageerror", (error) => history.errors.push(String(error)));
  return page;
}

/** Checks the page as it is now, at all widths. Collects all findings before it fails. */
export async function checkPage(page, name) {
  // A link that was just pressed may still be leading here.
  await page.waitForLoadState();
  const history = histories.get(page);
  assert.ok(history, "watch(page, origin) was not called");
  const findings = [];
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 700 ? 720 : 900 });
    const own = await widerThanScreen(page, width);
    if (width === 320 || width === 1280) {
      own.push(...(await accessibility(page, width, history)));
      await picture(page, `${name}-${width}`, own);
    }
    findings.push(...own);
  }
  await page.setViewportSize(before);
  const bytes = await transferred(history.requests);
  if (bytes > MOST_BYTES) findings.push(`the page loads ${bytes} bytes`);
  findings.push(...history.outside.map((url) => `a request left the origin: ${url}`));
  findings.push(...history.errors.map((text) => `the console says: ${text}`));
  findings.push(...policyProblems(history.documents.get(page.url().split("#")[0])));
  assert.ok(findings.length === 0, `${name} at ${page.url()}:\n  ${findings.join("\n  ")}`);
}

/** Checks the page as it is now on one screen. */
export async function checkScreen(page, name, { width, height }) {
  const history = histories.get(page);
  assert.ok(history, "watch(page, origin) was not called");
  await page.setViewportSize({ width, height });
  const findings = [...(await widerThanScreen(page, width)), ...(await accessibility(page, width, history))];
  await picture(page, `${name}-${width}`, findings);
  findings.push(...history.errors.map((text) => `the console says: ${text}`));
  assert.ok(findings.length === 0, `${name} at ${page.url()}:\n  ${findings.join("\n  ")}`);
}

/** Takes a picture of the whole page where one is wanted, or where something was found. */
async function picture(page, name, findings) {
  if (!WANTS_PICTURES && findings.length === 0) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** Makes the page's PDF as the print dialogue would (A4), and returns its path. */
export async function printPage(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.pdf`);
  await page.pdf({ path, format: "A4", printBackground: false });
  return path;
}

async function widerThanScreen(page, width) {
  const widest = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return undefined;
    const over = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth);
    return `${root.scrollWidth} px: ${over.slice(0, 3).map((e) => e.outerHTML.slice(0, 80)).join(" … ")}`;
  });
  return widest ? [`scrolls sideways at ${width} px: ${widest}`] : [];
}

async function accessibility(page, width, history) {
  const { context, subject } = history.javaScript ? { subject: page } : await twin(page);
  // Evaluated by the debugger, not by the page: the content security policy stays as it is.
  if (!(await subject.evaluate(() => typeof window.axe === "object"))) await subject.evaluate(AXE);
  const result = await subject.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  await context?.close();
  return result.violations.map((violation) => {
    const places = violation.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
    return `axe at ${width} px, ${violation.id}: ${violation.help}: ${places.join(" | ")}`;
  });
}

/** axe needs timers, which a page without JavaScript has not: the same document at the same address, with them. */
async function twin(page) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize() });
  const html = await page.content();
  const subject = await context.newPage();
  await subject.route(page.url().split("#")[0], (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  await subject.goto(page.url());
  return { context, subject };
}

async function transferred(requests) {
  const sizes = requests.map(async (request) => {
    const response = await request.response().catch(() => null);
    if (!response || response.fromServiceWorker()) return 0;
    const size = await request.sizes().catch(() => undefined);
    return size ? size.responseBodySize + size.responseHeadersSize : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** A policy without inline code and without other origins. */
function policyProblems(headers) {
  const policy = headers?.["content-security-policy"];
  if (!policy) return ["the document has no Content-Security-Policy"];
  const problems = ["unsafe-inline", "unsafe-eval", "http:", "https:", "*"].filter((part) => policy.includes(part));
  return problems.map((part) => `the Content-Security-Policy allows ${part}: ${policy}`);
}
