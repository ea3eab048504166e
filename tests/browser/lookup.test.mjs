// Looking words up without JavaScript: from the list to the contexts of a word, its neighbours, and the file of a table.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const ANALYSIS = "/surveys/1/analysis";

/** Follows a link within the page and waits for where it leads. */
async function follow(page, name) {
  const opened = page.waitForEvent("load");
  await page.locator("main").getByRole("link", { name, exact: true }).first().click();
  await opened;
}

test("a word is followed from the list to its contexts and neighbours, by lists and buttons alone", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  await page.goto(`${ANALYSIS}/words`);
  await page.locator(".filters-fold > summary").click();
  await page.getByLabel(t("explore-class"), { exact: true }).selectOption("verbal-noun");
  await press(page, t("explore-kwic-show"));
  const row = page.locator("#lookup tbody tr").first();
  const [word, , , , occurrences] = await row.locator("th, td").allInnerTexts();
  await checkPage(page, "lookup-1-words");

  await follow(page, word);
  assert.equal(await page.getByLabel(t("explore-kwic-word"), { exact: true }).inputValue(), word);
  const counts = await page.locator("#kwic-counts").innerText();
  assert.ok(counts.includes(`${occurrences}回`), `${occurrences} in the list, ${counts}`);
  await page.getByLabel(t("lookup-sort"), { exact: true }).selectOption("r1");
  await page.getByLabel(t("lookup-sort-second"), { exact: true }).selectOption("r2");
  await page.getByLabel(t("lookup-sort-third"), { exact: true }).selectOption("l1");
  await page.getByLabel(t("lookup-lines"), { exact: true }).selectOption("50");
  await press(page, t("explore-kwic-show"));
  assert.ok((await page.locator("#kwic-caption").innerText()).includes(t("lookup-order-r2")));
  assert.ok((await page.locator("#kwic tbody tr").count()) <= 50);
  await checkPage(page, "lookup-2-kwic");

  await follow(page, t("lookup-collocates-title"));
  await page.getByLabel(t("lookup-sort"), { exact: true }).selectOption("log_likelihood");
  await press(page, t("explore-kwic-show"));
  const scores = await page.locator(`#lookup td[data-label="${t("lookup-score-log_likelihood")}"]`).allInnerTexts();
  const numbers = scores.map(Number);
  assert.ok(numbers.length > 3, `only ${numbers.length} neighbours`);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  await checkPage(page, "lookup-3-collocates");
});

test("a table is saved with all of its rows", async () => {
  const page = await app.signIn("researcher");
  await page.goto(`${ANALYSIS}/keywords`);
  const rows = await page.locator("#lookup tbody tr").count();
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: t("lookup-csv") }).click();
  const download = await started;
  assert.match(download.suggestedFilename(), /academic-keywords\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  assert.equal(lines.length, rows + 1);
});
