// The checks themselves: a good page passes, and each fault is found.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { checkPage, watch } from "./check.mjs";
import { launch } from "./harness.mjs";

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'";
const frame = (body) =>
  `<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>見本</title>
   <link rel="icon" href="/icon.svg"><meta name="viewport" content="width=device-width"></head><body>${body}</body></html>`;
const GOOD = "<main><h1>見本</h1><p>何も問題のない頁です。</p></main>";

const PAGES = {
  "/good": frame(GOOD),
  "/wide": frame(`<main><h1>見本</h1><p><img src="/wide.svg" alt="幅の広い図"></p></main>`),
  "/nameless": frame(`<main><h1>見本</h1><form><input name="a"></form></main>`),
  "/outside": frame(`${GOOD}<link rel="stylesheet" href="http://127.0.0.1:9/style.css">`),
  "/inline": frame(`<main><h1 style="color: red">見本</h1></main>`),
  "/heavy": frame(`${GOOD}<!-- ${"重".repeat(40_000)} -->`),
};
const WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="10"><rect width="2000" height="10"/></svg>';

let server, chromium, origin;
before(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const headers = { "content-type": path.endsWith(".svg") ? "image/svg+xml" : "text/html; charset=utf-8" };
    if (path !== "/no-policy") headers["content-security-policy"] = POLICY;
    response.writeHead(200, headers).end(path.endsWith(".svg") ? WIDE : (PAGES[path] ?? PAGES["/good"]));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  chromium = await launch();
});
after(async () => {
  await chromium?.close();
  server?.close();
});

async function open(path, javaScriptEnabled = true) {
  const context = await chromium.browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
  const page = watch(await context.newPage(), origin, { javaScript: javaScriptEnabled });
  await page.goto(origin + path, { waitUntil: "load" });
  return page;
}

for (const javaScript of [true, false]) {
  test(`a good page passes ${javaScript ? "with" : "without"} JavaScript`, async () => {
    await checkPage(await open("/good", javaScript), `check-good-${javaScript}`);
  });
  test(`a field without a label is found ${javaScript ? "with" : "without"} JavaScript`, async () => {
    await assert.rejects(checkPage(await open("/nameless", javaScript), "check-nameless"), /axe at 320 px, label/);
  });
}

const FAULTS = {
  "/wide": /scrolls sideways at 320 px/,
  "/outside": /a request left the origin: http:\/\/127\.0\.0\.1:9/,
  "/inline": /the console says: .*Content Security Policy/,
  "/heavy": /the page loads 1\d{5} bytes/,
  "/no-policy": /no Content-Security-Policy/,
};
for (const [path, message] of Object.entries(FAULTS)) {
  test(`the fault of ${path} is found`, async () => {
    await assert.rejects(checkPage(await open(path), `check${path.replace("/", "-")}`), message);
  });
}
