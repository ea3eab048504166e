// One service and one Chromium for a file of tests, and the people who use them.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

import { watch } from "./check.mjs";
import { startService } from "./service.mjs";

export { checkPage, printPage } from "./check.mjs";

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

/**
 * The service with its invented survey and a browser, for all tests of the calling file. Started before the first
 * test and stopped after the last; its members are there once the first test runs.
 */
export function useService() {
  const app = {};
  before(async () => {
    app.service = await startService();
    app.url = app.service.url;
    app.chromium = await launch();
  });
  after(async () => {
    await app.chromium?.close();
    await app.service?.stop();
  });

  /** A person's new browser window, not signed in. */
  app.visitor = async ({ javaScript = true, width = 1280, acceptDownloads = true } = {}) => {
    const context = await app.chromium.browser.newContext({
      baseURL: app.url,
      javaScriptEnabled: javaScript,
      viewport: { width, height: 900 },
      locale: "ja-JP",
      timezoneId: "Asia/Tokyo",
      acceptDownloads,
    });
    context.setDefaultTimeout(15_000);
    return watch(await context.newPage(), app.url, { javaScript });
  };

  /** The same of a person who has signed in: "coordinator", "researcher", "viewer" or "administrator". */
  app.signIn = async (role, options) => {
    const page = await app.visitor(options);
    await page.goto("/login");
    await page.fill("input[name=login]", role);
    await page.fill("input[name=password]", passwordOf(app.service.prepared, role));
    await Promise.all([page.waitForURL((url) => url.pathname !== "/login"), page.click("main form button")]);
    return page;
  };
  return app;
}

/** The password that `kikitori demo` printed for a sign-in name: the word after it. */
function passwordOf(output, login) {
  const found = output.match(new RegExp(`\\b${login}\\b[\\s:/|]+(\\S+)`));
  if (!found) throw new Error(`kikitori demo printed no sign-in for ${login}:\n${output}`);
  return found[1];
}
