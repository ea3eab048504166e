// Paper and sheets: typed by keyboard alone, with and without JavaScript, entered twice, printed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { enter, tabTo } from "./keyboard.mjs";
import { t } from "./words.mjs";

let coordinator, survey, questionnaire, link;
const app = useService(async (app) => {
  coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 就労支援調査（紙の試験）");
  survey = new URL(coordinator.url()).pathname;
  await takeQuestionnaire(coordinator, "agency-before");
  link = await publish(coordinator);
  questionnaire = new URL(coordinator.url()).pathname;
  await coordinator.goto(`${questionnaire}/entries`);
  await coordinator.fill("[name=return_fax]", "000-000-0001");
  await coordinator.fill("[name=return_address]", "〒000-0000 架空県架空市1-2-3\n架空の会 事務局");
  await press(coordinator, t("entries-return-save"));
});

/** Types as a person does, without the mouse, and counts the keys. */
async function typing(page) {
  let n = 0;
  const key = async (name) => {
    n += 1;
    await page.keyboard.press(name);
  };
  const text = async (words) => {
    n += [...words].length;
    await page.keyboard.insertText(words);
  };
  return { key, text, count: () => n };
}

/** A filled C1 form: what stands in each slot; all others are left blank. */
const SHEET = {
  consent: "123", agency_kind: "7", region: "1", operator: "4", staff_size: "2", experience: "3", position: "2",
  had_cases: "1", n_persons: "2", trend: "1", routes: "1,3,6", topics: "1,2", certificates: "1,4", disease_groups: "1,2",
  supports: "1,4", difficulties: "2,5,9", main_difficulties: "2,5", expectations: "1,3", attendance: "1",
};

async function typeSheet(page, changes = {}) {
  const sheet = { ...SHEET, ...changes };
  const keys = await typing(page);
  await page.locator("#sheet_number").focus();
  const last = page.getByRole("button", { name: t("entries-finish"), exact: true });
  for (let steps = 0; steps < 300; steps += 1) {
    await keys.key("Tab");
    if (await last.evaluate((button) => button === document.activeElement)) break;
    const name = await page.evaluate(() => document.activeElement.name ?? "");
    const slot = name.replace(/^a:/, "").replace(/\..*$/, "");
    const isComment = name.endsWith("-Comment");
    if (name.startsWith("a:") && !isComment && sheet[slot] !== undefined) await keys.text(sheet[slot]);
    else if (name.startsWith("a:") && /\.\w+$/.test(name)) await keys.text("2");
  }
  const answered = page.waitForEvent("load");
  await keys.key("Enter");
  await answered;
  return keys.count();
}

for (const javaScript of [false, true]) {
  const how = javaScript ? "with" : "without";
  test(`a sheet is typed by keyboard alone ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto(`${questionnaire}/entries/new`);
    await checkPage(page, `entries-${how}-new`);
    // Without JavaScript: a required question that the paper leaves blank, accepted with a reason by its number.
    const n = await typeSheet(page, { position: "〓", region: javaScript ? "1" : "" });
    if (!javaScript) {
      assert.equal(await page.locator(".error-summary li").count(), 1);
      await checkPage(page, `entries-${how}-problems`);
      await page.locator("input[name='ok:required:region']").focus();
      await page.keyboard.insertText("1");
      // Enter keeps the reason; the button registers.
      await enter(page);
      await page.waitForURL(/\/entries\/\d+$/);
      assert.equal(await page.locator("input[name='ok:required:region']").inputValue(), "1");
      await tabTo(page, "button[value=finish]");
      await enter(page);
    }
    await page.waitForURL(/entries\/new\?after=/);
    await checkPage(page, `entries-${how}-done`);
    assert.match(await page.locator(".notice .code-inline").innerText(), /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    console.log(`keys for one C1 sheet ${how} JavaScript: ${n}`);
    assert.ok(n < 250, `${n} keys for one sheet`);
  });
}

test("the list, the second entry and the comparison", async () => {
  await coordinator.goto(`${questionnaire}/entries`);
  await checkPage(coordinator, "entries-list");
  const colleague = await app.signIn("admin");
  await colleague.goto(`${questionnaire}/entries`);
  await colleague.locator("#entry-table a").first().click();
  await colleague.waitForURL(/\/entries\/\d+$/);
  await checkPage(colleague, "entries-finished");
  await press(colleague, t("entries-second-start"));
  await checkPage(colleague, "entries-second");
  await colleague.locator("[name='a:operator']").fill("5");
  await press(colleague, t("entries-finish"));
  await colleague.waitForURL(/\/compare$/);
  await checkPage(colleague, "entries-compare");
  const choices = colleague.locator("input[name^='c:']");
  for (const field of await choices.all()) await field.fill("1");
  await colleague.locator("[name='r:operator']").fill("3");
  await press(colleague, t("entries-settle"));
  await colleague.waitForURL(/\/entries$/);
  await checkPage(colleague, "entries-settled");
});

test("the sheet is downloaded and looked at before it is taken", async () => {
  const answer = await coordinator.request.get(`${questionnaire}/sheet.xlsx`);
  assert.equal(answer.status(), 200);
  const buffer = await answer.body();
  await coordinator.goto(`${questionnaire}/imports/new`);
  await checkPage(coordinator, "entries-import");
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await coordinator.setInputFiles("#files", { name: "blank.xlsx", mimeType, buffer });
  await press(coordinator, t("entries-import-look"));
  await checkPage(coordinator, "entries-import-preview");
  assert.ok(await coordinator.getByText(t("entries-import-empty"), { exact: true }).count());
});

test("the paper form prints with numbers, return and pages", async () => {
  const page = await app.visitor();
  await page.goto(`${link}/paper`);
  await checkPage(page, "entries-paper");
  assert.ok(await page.getByText("000-000-0001").count());
  assert.equal(await page.locator(".paper-number").first().innerText(), "1");
  await printPage(page, "entries-paper");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const n = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  console.log(`pages of C1 on paper: ${n}`);
  assert.ok(n <= 11, `${n} pages`);
});

for (const javaScript of [false, true]) {
  const how = javaScript ? "with" : "without";
  test(`Enter in a field keeps a sheet that is typed half ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto(`${questionnaire}/entries/new`);
    await page.locator("[name='a:operator']").fill("4");
    await page.locator("[name='a:operator']").focus();
    await enter(page);
    await page.waitForURL(/\/entries\/\d+\?typing=1/);
    await page.getByText(t("entries-saved")).waitFor();
    assert.equal(await page.locator("[name='a:operator']").inputValue(), "4");
    assert.equal(await page.locator(".entry-problem").count(), 0);
    await checkPage(page, `entries-${how}-kept`);
    if (!javaScript) return;
    // One goes on where one was.
    await page.locator("[name='a:operator']:focus").waitFor();
    const answered = page.waitForEvent("load");
    await page.keyboard.press("Control+Enter");
    await answered;
    await page.locator(".error-summary").waitFor();
  });
}

test("whoever asked for the results on paper gets a letter on paper", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${questionnaire}/entries/new`);
  await typeSheet(page, { consent: "1,2,3,7" });
  await page.waitForURL(/entries\/new\?after=/);
  await page.goto(`${survey}/feedback/preview`);
  if (await page.locator("#confirmed").count()) await page.locator("#confirmed").check();
  await press(page, t("sheet-publish-now"));
  await page.goto(`${survey}/feedback`);
  await press(page, t("feedback-link-create"));
  await page.goto(`${survey}/feedback/letters`);
  await page.getByRole("link", { name: t("feedback-letters-print"), exact: true }).click();
  await page.locator(".letter-sheet").first().waitFor();
  await checkPage(page, "entries-letters-print");
  await printPage(page, "entries-letters-print");
});
