// Step 6, the researcher: tables as CSV and XLSX with a codebook, tables and figures for talks, and the bundle with the de-identified data.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const EXPORTS = "/surveys/1/exports";
const TALKS = "/surveys/1/talks";

/** The cells of a CSV text, line by line (RFC 4180). */
function parse(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1);
    if (quoted && sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else if (quoted || sign !== "\r") row[row.length - 1] += sign;
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}

test("every file downloads, opens in a spreadsheet and holds no formula", async () => {
  const page = await app.signIn("researcher");
  await page.goto(EXPORTS);
  await checkPage(page, "step6-01-exports");
  const links = await page.locator("main a[download]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.some((link) => link.includes(".xlsx")) && links.some((link) => link.includes(".csv")), links.join(" "));
  for (const link of links) {
    const answer = await page.request.get(link);
    assert.equal(answer.status(), 200, link);
    assert.match(answer.headers()["content-disposition"] ?? "", /attachment/, link);
    const body = await answer.body();
    if (link.includes(".xlsx")) {
      assert.equal(body.subarray(0, 2).toString(), "PK", link);
      continue;
    }
    assert.deepEqual([...body.subarray(0, 3)], [0xef, 0xbb, 0xbf], `${link} has no byte order mark`);
    const rows = parse(body.toString("utf8").slice(1));
    assert.ok(rows[0].length > 0, `${link} is empty`);
    assert.ok(rows.every((row) => row.length === rows[0].length), `${link} has lines of different lengths`);
    const formulas = rows.flat().filter((cell) => /^[=+@\t]|^-(?!\d+(\.\d+)?$)./.test(cell));
    assert.deepEqual(formulas, [], `${link} holds what a spreadsheet would run`);
  }
});

test("the tables name nobody, and none of them is the data", async () => {
  const page = await app.signIn("researcher");
  await page.goto(EXPORTS);
  const links = await page.locator("main a[download][href*='.csv']").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.length > 5 && links.every((link) => !link.includes("/data-")), links.join(" "));
  const agencies = await app.signIn("coordinator");
  await agencies.goto("/agencies");
  const names = await agencies.locator("main th a").allInnerTexts();
  assert.ok(names.length > 5);
  for (const link of links) {
    const text = await (await page.request.get(link)).text();
    for (const name of names) assert.ok(!text.includes(name), `${link} names ${name}`);
    assert.doesNotMatch(text, /[\w.]+@[\w.]+\.\w+/, `${link} holds a mail address`);
  }
});

test("tables and figures for talks are looked at before they are taken", async () => {
  const page = await app.signIn("researcher");
  await page.goto(TALKS);
  await checkPage(page, "step6-05-talks");
  assert.ok((await page.locator("section[aria-labelledby=shown] table").count()) > 0, "a table is shown as it will look");
  for (const [table, name] of [["by-kind", "step6-06-talks-by-kind"], ["codes", "step6-07-talks-codes"]]) {
    await page.locator(".filters select[name=table]").selectOption(table);
    await page.locator(".filters select[name=side]").selectOption("region");
    await press(page, t("common-filter-apply"));
    assert.equal(new URL(page.url()).searchParams.get("table"), table);
    await checkPage(page, name);
  }
});

test("a viewer downloads nothing", async () => {
  const page = await app.signIn("viewer");
  assert.equal((await page.goto(EXPORTS)).status(), 403);
  assert.equal((await page.goto(TALKS)).status(), 403);
});

test("a bundle is looked at, made and taken", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(EXPORTS);
  await page.locator(".files a[href$='/bundle']").click();
  await checkPage(page, "step6-02-bundle");
  assert.ok((await page.locator(".risk li").count()) > 0, "the risk is said in words");
  const accept = page.locator("#accept");
  if (await accept.count()) {
    await page.locator("#make-form button").click();
    await checkPage(page, "step6-03-bundle-refused");
    assert.equal(await page.locator(".error-summary a").count(), 1);
    await page.locator("#accept").check();
  }
  await page.locator("#make-form button").click();
  // The page looks again by itself.
  await page.locator("#bundle-state[data-state='done']").waitFor();
  await checkPage(page, "step6-04-bundle-done");
  const href = await page.locator("#take").getAttribute("href");
  const body = await (await page.request.get(href)).body();
  assert.equal(body.subarray(0, 2).toString(), "PK");
});
