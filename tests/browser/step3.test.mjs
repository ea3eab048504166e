// Step 3, the coordinator: the list of agencies, who is not yet heard, a hearing note, and marks in it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { addAgency } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const SURVEY = "/surveys/1";
const NAME = "架空の相談室 こだま";
/** A part of the sheet that holds what was heard, and so can be marked. */
const SECTION = "textarea[name=challenge_facts]";
const NOTE =
  "通院の日に休みを取りにくいという相談が続いている。勤務時間を短くして定着した例がある。研修の機会を増やしてほしい。";

/** The number beside a label in the figures on top of a page. */
async function figure(page, label) {
  const text = await page.locator("main").getByText(label, { exact: true }).first().locator("xpath=..").innerText();
  return Number(text.replace(/,/g, "").match(/\d+/)[0]);
}

test("an agency is added, changed and taken off the list", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/agencies");
  await checkPage(page, "step3-01-agencies");
  await page.goto("/agencies/new");
  await press(page, t("form-save"));
  assert.ok(await page.locator(".error-summary a").count(), "an empty form is taken");
  await checkPage(page, "step3-02-agency-empty");
  await addAgency(page, `${NAME} 一号`);
  await page.getByRole("link", { name: `${NAME} 一号` }).click();
  await checkPage(page, "step3-03-agency");
  await page.getByRole("link", { name: t("agencies-edit") }).click();
  await page.fill("[name=name]", `${NAME} 二号`);
  await press(page, t("form-save"));
  await page.getByRole("link", { name: `${NAME} 二号` }).click();
  await page.waitForURL(/\/agencies\/\d+$/);
  await page.getByRole("link", { name: t("agencies-edit") }).click();
  await press(page, t("agencies-remove"));
  await page.goto(`/agencies?name=${encodeURIComponent(NAME)}`);
  assert.equal(await page.getByRole("link", { name: NAME }).count(), 0);
});

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a visit becomes a note with marks ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await addAgency(page, `${NAME} ${how}`);
    await page.goto(`${SURVEY}/hearings?state=not_heard`);
    await checkPage(page, `step3-${how}-04-not-heard`);
    const before = await figure(page, t("hearings-n-heard"));
    await page.goto(`${SURVEY}/hearings?state=not_heard&name=${encodeURIComponent(`${NAME} ${how}`)}`);
    await page.getByRole("row", { name: `${NAME} ${how}` }).getByRole("link", { name: t("hearings-new") }).click();
    await page.waitForURL(/\/hearings\/new/);
    await checkPage(page, `step3-${how}-05-sheet`);
    await page.fill(SECTION, NOTE);
    await press(page, t("hearings-save"));
    assert.match(new URL(page.url()).pathname, /^\/hearings\/\d+$/, await page.locator("main").innerText());
    await checkPage(page, `step3-${how}-06-note`);

    await page.locator("details:has(form[data-mark]) > summary").first().click();
    const form = page.locator("form[data-mark]").first();
    await form.locator("input[type=checkbox][name=span]").first().check();
    const marked = page.waitForEvent("load");
    await form.locator("button[value=challenge]").click();
    await marked;
    await checkPage(page, `step3-${how}-07-marked`);
    const list = page.locator(".mark-list").first();
    assert.match(await list.textContent(), /通院の日に休みを取りにくい/);

    await page.goto(`${SURVEY}/hearings`);
    assert.equal(await figure(page, t("hearings-n-heard")), before + 1);
  });
}

test("a selected stretch of the note is marked, to the character", async () => {
  const page = await app.signIn("coordinator");
  await addAgency(page, `${NAME} 選択`);
  await page.goto(`${SURVEY}/hearings?state=not_heard&name=${encodeURIComponent(`${NAME} 選択`)}`);
  await page.getByRole("row", { name: `${NAME} 選択` }).getByRole("link", { name: t("hearings-new") }).click();
  await page.waitForURL(/\/hearings\/new/);
  // A character outside the basic plane in front: code points, UTF-16 and bytes differ from here on.
  await page.fill(SECTION, `𠮷の村で。${NOTE}`);
  await press(page, t("hearings-save"));
  await page.evaluate(() => {
    const text = document.querySelector("[data-note]");
    const node = [...text.childNodes].find((child) => child.nodeType === Node.TEXT_NODE && child.data.includes("勤務時間"));
    const start = node.data.indexOf("勤務時間");
    getSelection().setBaseAndExtent(node, start, node, start + "勤務時間を短くして".length);
  });
  await page.mouse.move(10, 10);
  const bar = page.locator("#mark-bar");
  await bar.waitFor();
  const marked = page.waitForEvent("load");
  await bar.locator("button[value=good_practice]").click();
  await marked;
  const words = await page.locator("[data-note] mark").first().evaluate((mark) => mark.firstChild.textContent);
  const listed = await page.locator(".mark-list").first().textContent();
  assert.match(listed, /勤務時間を短くして/);
  assert.doesNotMatch(listed, /勤務時間を短くして定着/);
  assert.match(words, /勤務時間を短くして|好事例/);
});

test("two people who write the same note do not overwrite each other", async () => {
  const [one, other] = [await app.signIn("coordinator"), await app.signIn("coordinator")];
  await addAgency(one, `${NAME} 同時`);
  await one.goto(`${SURVEY}/hearings?state=not_heard&name=${encodeURIComponent(`${NAME} 同時`)}`);
  await one.getByRole("row", { name: `${NAME} 同時` }).getByRole("link", { name: t("hearings-new") }).click();
  await one.waitForURL(/\/hearings\/new/);
  await one.fill(SECTION, "はじめの記録。");
  await press(one, t("hearings-save"));
  const edit = `${new URL(one.url()).pathname}/edit`;
  for (const page of [one, other]) await page.goto(edit);
  await one.fill(SECTION, "先に保存した記録。");
  await press(one, t("hearings-save"));
  await other.fill(SECTION, "あとから書いた記録。");
  await press(other, t("hearings-save"));
  assert.equal(await other.inputValue(SECTION), "あとから書いた記録。");
  assert.ok(await other.getByText(t("hearings-stale-title")).count(), "nobody says that it was saved before");
  await checkPage(other, "step3-08-stale");
});
