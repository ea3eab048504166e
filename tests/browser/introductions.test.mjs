// Introducing an initiative of a named agency: written, agreed to, checked, read by the region, and gone when consent is withdrawn.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { answerCheckList, day, shareCards } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

/** What is written besides kinds and themes. */
const WRITTEN = {
  title: "架空の出張相談",
  steps: "出かけて相談を受ける場を続けている。",
  since: "2023年4月から",
  partners: "ほかの支援機関",
  audience: "働きたい方",
  cost: "部屋は無料で借りる",
  result: "相談に来る方が増えた。",
  idea: "曜日を決めて続ける。",
  contact: "電話 000-000-0000",
};

test("an agency is introduced with its consent, without JavaScript", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  await page.goto("/surveys/1/cards");
  await page.selectOption("#introduce-form [name=agency]", { index: 1 });
  const agency = await page.locator("#introduce-form option:checked").innerText();
  await press(page, t("introductions-make"));
  assert.equal(await page.inputValue("[name=agency]"), agency, "its name is there");
  await checkPage(page, "introductions-01-empty");
  for (const [name, text] of Object.entries(WRITTEN)) await page.fill(`[name=${name}]`, text);
  await page.locator("input[name=themes][value=G08]").check();
  await press(page, t("introductions-save-and-agree"));
  await checkPage(page, "introductions-02-agreement");
  const agreement = new URL(page.url()).pathname;
  const card = agreement.replace(/\/agreement$/, "");
  await page.fill("[name=said_by]", "所長（架空）");
  await page.fill("[name=said_on]", day(0));
  await page.check("[name=may_list]");
  await press(page, t("introductions-record-now"));
  await checkPage(page, "introductions-03-agreed");
  await page.goto(`${card}/preview`);
  await checkPage(page, "introductions-04-preview");
  await page.goto(`${card}/check`);
  await checkPage(page, "introductions-05-check");
  await answerCheckList(page);
  await press(page, t("cards-publish-now"));

  const list = await shareCards(page);
  const reader = await app.visitor({ javaScript: false });
  await reader.goto(list);
  await checkPage(reader, "introductions-06-public-list");
  await reader.getByRole("link", { name: WRITTEN.title, exact: true }).click();
  await reader.waitForURL(/\/cards\/\d+$/);
  await checkPage(reader, "introductions-07-public");
  const text = await reader.locator("main").innerText();
  for (const words of [agency, ...Object.values(WRITTEN)]) assert.ok(text.includes(words), words);
  assert.ok(!text.includes("所長"), "who agreed is not published");
  const paper = (await readFile(await printPage(reader, "introductions-08-paper"))).toString("latin1");
  assert.equal(paper.match(/\/Type\s*\/Page[^s]/g).length, 1, "it is one sheet");

  await page.goto(agreement);
  await press(page, t("introductions-withdraw"));
  await checkPage(page, "introductions-09-withdrawn");
  assert.equal((await reader.goto(reader.url())).status(), 410, "it is gone at once");
});
