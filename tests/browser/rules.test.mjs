// Coding rules and the words of a survey: writing rules, trying them, following a number to its texts; lists with a look at
// what they change.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

const RULES = "＊相談\n相談\n＊手帳がない\nnear(手帳-ない)[b5]\n＊両方\n<＊相談> and <＊手帳がない>\n＊どこにもない\n架空語\n";

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`rules are written, tried, saved and followed to their texts, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto("/surveys/1/analysis/rules");
    await checkPage(page, `rules-${how}-01-begin`);
    await page.getByRole("link", { name: t("rules-edit") }).click();
    await page.fill("[name=content]", "＊誤り\nnear(相談\n");
    await press(page, t("rules-try"));
    await page.locator("#error-summary").waitFor();
    await checkPage(page, `rules-${how}-02-errors`);
    await page.fill("[name=content]", RULES);
    await press(page, t("rules-try"));
    assert.equal(await page.locator("#rules-counts tbody tr").count(), 5, "four codes, and what has none");
    await checkPage(page, `rules-${how}-03-tried`);
    await press(page, t("form-save"));
    await page.getByText(t("rules-saved")).waitFor();
    await checkPage(page, `rules-${how}-04-counts`);

    const number = page.locator("#rules-counts tbody tr").first().locator("td a");
    const n = Number(await number.innerText());
    assert.ok(n > 3, "people speak of it");
    await number.click();
    await page.locator("#hits").waitFor();
    assert.equal(await page.locator("#hits > li").count(), Math.min(n, 30), "the list has as many as the number says");
    assert.ok((await page.locator("#hits mark").count()) >= Math.min(n, 30), "what fired is marked");
    await checkPage(page, `rules-${how}-05-hits`);
  });

  test(`a change of the words is seen before it is saved, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto("/surveys/1/analysis/lists");
    await checkPage(page, `lists-${how}-01-begin`);
    await page.fill("[name=stop_words]", javaScript ? "体調" : "体調\n職場");
    await press(page, t("lists-try"));
    const changes = page.locator("#preview-table tbody th");
    assert.ok((await changes.allInnerTexts()).includes(javaScript ? "体調" : "職場"));
    await checkPage(page, `lists-${how}-02-preview`);
    await press(page, t("form-save"));
    await page.getByText(t("lists-saved")).waitFor();
    // A candidate is kept whole at a press, and is none any more.
    const candidate = page.locator("#candidates-table tbody tr").first();
    const word = await candidate.locator("th").innerText();
    const answered = page.waitForEvent("load");
    await candidate.getByRole("button").click();
    await answered;
    assert.ok((await page.inputValue("[name=forced]")).split("\n").includes(word));
    assert.ok(!(await page.locator("#candidates-table tbody th").allInnerTexts()).includes(word));
    await checkPage(page, `lists-${how}-03-added`);
  });
}

test("counts follow what is written, without a press", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/surveys/1/analysis/rules/edit");
  const says = (key) => page.locator("#rules-status", { hasText: t(key) }).waitFor();
  await page.fill("[name=content]", RULES);
  await says("rules-live-counted");
  assert.equal(await page.locator("#rules-live #rules-counts tbody tr").count(), 5, "four codes, and what has none");
  const n = () => page.locator("#rules-counts tbody tr").first().locator("td").nth(1).innerText();
  const texts = await n();
  await page.selectOption("[name=unit]", "sentence");
  await page.waitForFunction(
    (before) => document.querySelector("#rules-counts tbody tr td:nth-of-type(2)")?.innerText !== before,
    texts,
  );
  await page.fill("[name=content]", "＊誤り\nnear(相談\n");
  await says("rules-live-wrong");
  assert.equal(await page.locator("#rules-counts").count(), 0);
  await checkPage(page, "rules-live");
});

test("a researcher reads rules and lists and changes nothing", async () => {
  const page = await app.signIn("researcher");
  for (const room of ["rules", "lists"]) {
    await page.goto(`/surveys/1/analysis/${room}`);
    assert.equal(await page.locator("main form[method=post]").count(), 0);
    await checkPage(page, `${room}-researcher`);
  }
});
