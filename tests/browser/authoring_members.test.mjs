// The coordinator makes rules for answers, a table, a calculated value and a trigger by keyboard alone at 1366 × 768, with
// and without JavaScript; every page of the editor is looked at on the coordinator's screen and on a telephone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, publish } from "./coordinator.mjs";
import { checkScreen, press, useService } from "./harness.mjs";
import { choose, enter, tabTo, tick, write } from "./keyboard.mjs";
import { start } from "./respondent.mjs";
import { t } from "./words.mjs";

const app = useService();
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 320, height: 720 };

/** A questionnaire with an empty page; returns its path. */
async function beginBlank(page, title) {
  await makeSurvey(page, title);
  await page.getByRole("link", { name: t("surveys-add-questionnaire") }).click();
  await page.locator("input[name=questionnaire][value=blank]").check();
  await page.locator("input[name=wave]").first().check();
  await press(page, t("questionnaires-take"));
  return new URL(page.url()).pathname.replace(/\/edit.*/, "");
}

/** Adds a question at the end; its form is open. */
async function addPart(page, path, kind) {
  await page.goto(`${path}/edit/survey/add`);
  await tabTo(page, `button[value="add ${kind}"]`);
  await enter(page);
}

/** Adds something to a list of the part on the page; its form is open. */
async function addMember(page, list, kind) {
  const summary = `#editor-lists summary`;
  if (!(await page.locator(`button[value="add ${list}"]`).isVisible())) {
    const index = await page.locator(summary).evaluateAll((found, list) => found.findIndex((one) => one.parentElement.querySelector(`[name="add-${list}"]`)), list);
    await tabTo(page, `#editor-lists details:nth-of-type(${index + 1}) > summary`);
    await page.keyboard.press("Enter");
  }
  if (kind) await choose(page, `#add-${list}`, kind);
  await tabTo(page, `button[value="add ${list}"]`);
  await enter(page);
  assert.match(page.url(), /new=1$/);
}

async function save(page) {
  await tabTo(page, "button[value=save]");
  await enter(page);
}

/** Builds everything; `look` is called with a name at each form. */
async function build(page, path, look) {
  await addPart(page, path, "text");
  await write(page, "#field-title", "ご年齢をうかがいます");
  await choose(page, "#field-inputType", "number");
  await addMember(page, "validators", "numericvalidator");
  await write(page, "#field-minValue", "18");
  await write(page, "#field-maxValue", "１２０");
  await write(page, "#field-text", "18から120までの数で入力してください。");
  await save(page);
  assert.equal(await page.inputValue("#field-maxValue"), "120");
  await look("validator");
  await tabTo(page, ".toolbar a[href*='question%3A']");
  await enter(page);
  await look("question");

  await addPart(page, path, "matrixdropdown");
  await write(page, "#field-title", "サービスの利用");
  await write(page, "#field-rows", "a|通所\nb|訪問");
  await write(page, "#field-choices", "1|使っている\n2|使っていない");
  await addMember(page, "columns");
  await write(page, "#field-title", "利用");
  await choose(page, "#field-cellType", "dropdown");
  await tick(page, "#field-isRequired");
  await save(page);
  await look("column");
  await tabTo(page, ".toolbar a[href*='question%3A']");
  await enter(page);
  await addMember(page, "columns");
  await write(page, "#field-title", "月の回数");
  await choose(page, "#field-cellType", "text");
  await choose(page, "#field-inputType", "number");
  await save(page);
  await tabTo(page, "a[href*='property=visibleIf']");
  await enter(page);
  await choose(page, "[name='g0.r0.variable']", "row.c1");
  await tabTo(page, "button[value=check]:not([tabindex])");
  await enter(page);
  await tick(page, "[name='g0.r0.value'][value='1']");
  await look("condition");
  await tabTo(page, "button[value=save]");
  await enter(page);
  assert.match(await page.locator("#field-visibleIf-words").innerText(), /「利用」で「使っている」/);

  await page.goto(`${path}/edit/survey`);
  await addMember(page, "calculatedValues");
  await write(page, "#field-name", "decade");
  await write(page, "#field-expression", "{q1} - {q1} % 10");
  await save(page);
  await look("calculated");
  await addPart(page, path, "comment");
  await write(page, "#field-title", "{decade}代の方にうかがいます。お困りのことは何ですか。");
  await save(page);
  await page.goto(`${path}/edit/survey`);
  await addMember(page, "triggers", "setvaluetrigger");
  await write(page, "#field-expression", "{q1} > 100");
  await choose(page, "#field-setToName", "q3");
  await write(page, "#field-setValue", "とくにない");
  await save(page);
  await look("trigger");
  await page.goto(`${path}/edit/survey`);
  await addMember(page, "completedHtmlOnCondition");
  await write(page, "#field-expression", "{q1} > 64");
  await write(page, "#field-html", "<p>長いあいだ、ありがとうございます。</p>");
  await save(page);
  await page.goto(`${path}/edit/survey`);
  await look("survey");
}

/** Answers what was built; the rule, the table, the calculated value and the trigger do what they say. */
async function answer(link) {
  const person = await app.visitor({ javaScript: false });
  await start(person, link);
  await person.fill("[name=q1]", "7");
  await person.selectOption("[name='q2.a.c1']", "1");
  await person.selectOption("[name='q2.b.c1']", "2");
  await person.locator("form[data-fill] button[value=next]").last().click();
  await person.getByText("18から120までの数で入力してください。").first().waitFor();
  await person.fill("[name=q1]", "101");
  await person.locator("form[data-fill] button[value=next]").last().click();
  await person.waitForURL(/\/check/);
  const words = await person.locator("main").innerText();
  assert.match(words, /100代の方に/);
  assert.match(words, /とくにない/);
}

test("rules, a table, a calculated value and a trigger are made by keyboard and do what they say", async () => {
  const page = await app.signIn("coordinator");
  await page.setViewportSize(DESK);
  const path = await beginBlank(page, "架空県 答えの決まりの試験");
  await build(page, path, async (name) => {
    await checkScreen(page, `members-${name}`, PHONE);
    await checkScreen(page, `members-${name}`, DESK);
  });
  const parts = ["edit", "edit/survey/add", "edit/question%3Aq2", "edit/question%3Aq2/move", "edit/page%3Apage1", "conditions"];
  for (const part of [...parts, "translations", "library", "json", "preview", "preview?as=paper", "history"]) {
    await page.goto(`${path}/${part}`);
    await checkScreen(page, `members-page-${part.replaceAll(/\W+/g, "-")}`, PHONE);
    await checkScreen(page, `members-page-${part.replaceAll(/\W+/g, "-")}`, DESK);
  }
  await page.goto(path);
  await checkScreen(page, "members-page-overview", DESK);
  assert.equal(await page.locator(".tag-error").count(), 0);
  await answer(await publish(page));
  // Taken back step by step, each step in words.
  await page.goto(`${path}/edit`);
  assert.match(await page.locator("#editor-bar button[value=undo]").innerText(), /送信のあとの言葉/);
  await page.locator("#editor-bar button[value=undo]").click();
  await page.locator("#editor-bar button[value=redo]").waitFor();
});

test("the same is built without JavaScript", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  await page.setViewportSize(DESK);
  const path = await beginBlank(page, "架空県 スクリプトなしの試験");
  await build(page, path, async () => {});
  await page.goto(path);
  await answer(await publish(page));
});

test("what is wrong is said at its field while it is typed, and is gone when it is mended", async () => {
  const page = await app.signIn("coordinator");
  await page.setViewportSize(DESK);
  const path = await beginBlank(page, "架空県 まちがいの試験");
  await addPart(page, path, "text");
  await addMember(page, "validators", "regexvalidator");
  await page.fill("#field-regex", "([0-9");
  await page.locator("#field-regex-error").waitFor();
  await checkScreen(page, "members-wrong", DESK);
  await page.fill("#field-regex", "^[0-9]+$");
  await page.locator("#field-regex-error").waitFor({ state: "detached" });
  assert.equal(await page.getAttribute("#field-regex", "aria-invalid"), null);
});
