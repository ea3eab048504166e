// One service and one Chromium for a file of tests, and the people who use them.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";

import * as check from "./check.mjs";
import { startService } from "./service.mjs";
import { t } from "./words.mjs";

export { printPage } from "./check.mjs";

/** What is wrong with the pages that the running test has looked at. */
let findings = [];

/** Checks the page as it is now. What it finds fails the test at its end: the walk goes on, to find the rest too. */
export async function checkPage(page, name) {
  await check.checkPage(page, name).catch((error) => findings.push(error.message));
}

/** The same on one screen. */
export async function checkScreen(page, name, screen) {
  await check.checkScreen(page, name, screen).catch((error) => findings.push(error.message));
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Debian's Chromium with a fresh profile. */
export async function launch() {
  const profile = await mkdtemp(join(tmpdir(), "kikitori-chromium-"));
  const executablePath = process.env.KIKITORI_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, headless: true, args: [...FLAGS, `--disk-cache-dir=${profile}`] });
  const close = async () => {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { browser, close };
}

/** Presses a button of a form, of several that are called so the first, and waits for the page that answers. */
export async function press(page, name) {
  const answered = page.waitForEvent("load");
  await page.getByRole("button", { name, exact: true }).first().click();
  await answered;
}

/**
 * The service with its invented survey and a browser, for all tests of the calling file. Started before the first
 * test, which also waits for `prepare(app)`, and stopped after the last. `environment` is set for the service alone.
 */
export function useService(prepare = async () => {}, environment = {}) {
  const app = {};
  before(async () => {
    app.service = await startService(environment);
    app.url = app.service.url;
    app.chromium = await launch();
    await prepare(app);
  });
  afterEach(() => {
    const found = findings;
    findings = [];
    assert.ok(found.length === 0, found.join("\n"));
  });
  after(async () => {
    await app.chromium?.close();
    await app.service?.stop();
  });

  /** A person's new browser window, not signed in. */
  app.visitor = async ({ javaScript = true, width = 1280, acceptDownloads = true, hasTouch = false } = {}) => {
    const context = await app.chromium.browser.newContext({
      baseURL: app.url,
      javaScriptEnabled: javaScript,
      viewport: { width, height: 900 },
      locale: "ja-JP",
      timezoneId: "Asia/Tokyo",
      acceptDownloads,
      hasTouch,
    });
    context.setDefaultTimeout(60_000);
    return check.watch(await context.newPage(), app.url, { javaScript });
  };

  /** The same of a person who has signed in: "coordinator", "researcher", "viewer" or "admin". */
  app.signIn = async (login, options) => {
    const page = await app.visitor(options);
    await page.goto("/sign-in");
    await page.fill("input[name=login]", login);
    await page.fill("input[name=password]", passwordOf(app.service.prepared, login));
    await press(page, t("common-sign-in"));
    if (new URL(page.url()).pathname === "/sign-in") throw new Error(`${login} cannot sign in`);
    return page;
  };
  return app;
}

/** The password that `kikitori demo` printed for a sign-in name. */
export function passwordOf(output, login) {
  const line = t("demo-account", { login, password: "(\\S+)", role: ".*" }).replace(/[（）]/g, ".");
  const found = output.match(new RegExp(line));
  if (!found) throw new Error(`kikitori demo printed no sign-in for ${login}:\n${output}`);
  return found[1];
}
