// Good practices: from coded texts to a case, its check list, and the region's page on paper and on a telephone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { answerCheckList, shareCards } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const CARDS = "/surveys/1/cards";

/** How many sheets of paper a PDF has. */
async function sheets(path) {
  const bytes = (await readFile(path)).toString("latin1");
  return bytes.match(/\/Type\s*\/Page[^s]/g).length;
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a marked text becomes a case that the region reads, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    const title = `架空の事例 ${how}`;
    await page.goto(CARDS);
    await checkPage(page, `cards-${how}-01-list`);
    // The stance stands before the themes.
    await page.locator("a[href^='/codes/'][href$='/segments']").first().click();
    await page.waitForURL(/\/segments$/);
    await checkPage(page, `cards-${how}-02-segments`);
    const words = "意見書に作業ごとの目安が書かれ";
    const line = page.locator("#to-card li").filter({ has: page.locator("mark", { hasText: words }) });
    await line.locator("input[name=segment]").check();
    await press(page, t("cards-pick-take"));
    assert.ok((await page.locator("[aria-labelledby=sources]").innerText()).includes(words), "the source is beside the form");
    await checkPage(page, `cards-${how}-03-edit`);

    await page.fill("[name=title]", title);
    await page.fill("[name=background]", "42歳の方。");
    await page.fill("[name=steps]", "作業を表にして、受診に同行した。");
    await page.fill("[name=idea]", "医師に表を見せて尋ねた。");
    await page.fill("[name=result]", "働き続けている。");
    await page.locator("input[name=themes][value=G02]").check();
    await press(page, t("cards-save-and-check"));
    assert.equal(await page.locator("mark").innerText(), "42歳");
    await checkPage(page, `cards-${how}-04-check`);
    await answerCheckList(page);
    assert.equal(await page.locator("#publish-form").count(), 0, "the age is neither rewritten nor kept");
    const check = new URL(page.url()).pathname;
    await page.goto(check.replace(/\/check$/, ""));
    await page.fill("[name=background]", "40代の方。");
    await press(page, t("cards-save-and-check"));
    await answerCheckList(page);
    await checkPage(page, `cards-${how}-05-ready`);
    await press(page, t("cards-publish-now"));
    await checkPage(page, `cards-${how}-06-published`);

    const list = await shareCards(page);
    const reader = await app.visitor({ javaScript });
    assert.equal((await reader.goto(list)).status(), 200);
    await checkPage(reader, `cards-${how}-07-public-list`);
    await reader.selectOption("[name=theme]", "G02");
    const filtered = reader.waitForEvent("load");
    await reader.getByRole("button", { name: t("common-filter-apply") }).click();
    await filtered;
    await reader.getByRole("link", { name: title, exact: true }).click();
    await reader.waitForURL(/\/cards\/\d+$/);
    await checkPage(reader, `cards-${how}-08-public-card`);
    const text = await reader.locator("main").innerText();
    assert.ok(text.includes("40代の方。") && !text.includes(words), "only what was written is shown");

    await page.goto(`${check.replace(/\/check$/, "")}/remove`);
    await checkPage(page, `cards-${how}-11-remove`);
    await press(page, t("cards-remove"));
    assert.equal(new URL(page.url()).pathname, CARDS);
    assert.equal((await reader.goto(reader.url())).status(), 410, "the card is still shown");
  });
}

test("a case of the invented survey is one sheet of paper", async () => {
  const coordinator = await app.signIn("coordinator");
  const list = await shareCards(coordinator);
  const reader = await app.visitor({ javaScript: false });
  await reader.goto(list);
  await reader.locator(".thing-title a").first().click();
  await reader.waitForURL(/\/cards\/\d+$/);
  const paper = await printPage(reader, "cards-09-paper");
  assert.equal(await sheets(paper), 1);
  assert.equal((await reader.goto(`${list}/999`)).status(), 410);
  await checkPage(reader, "cards-10-gone");
});
