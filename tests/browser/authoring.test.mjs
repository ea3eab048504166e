// The coordinator builds the survey of support agencies from nothing by keyboard alone, publishes it, changes it and
// publishes again; two editors meet; everything is saved while typing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { choose, enter, tabTo, tick, write } from "./keyboard.mjs";
import { makeSurvey } from "./coordinator.mjs";
import { answerAll, start } from "./respondent.mjs";
import { t } from "./words.mjs";

const app = useService();

/** The words to type are those of the shipped questionnaire; what it leaves open is invented. */
const SOURCE = JSON.parse(
  (await readFile(new URL("../../surveys/questionnaires/agency-before.json", import.meta.url), "utf8")).replaceAll(/\[\[\w+\]\]/g, "架空の記入"),
);
const text = (value) => (typeof value === "object" ? value.default : (value ?? ""));
const lines = (list) => list.map((item) => `${item.value}|${text(item.text)}`).join("\n");
const MORE = "#editor-form > .disclosure > summary";

/** Begins with an empty page, by keyboard. */
async function beginBlank(page, title) {
  await makeSurvey(page, title);
  await tabTo(page, "a[href$='/questionnaires/new']");
  await enter(page);
  await tabTo(page, "input[name=questionnaire]");
  while ((await page.evaluate(() => document.activeElement.value)) !== "blank") await page.keyboard.press("ArrowUp");
  await tick(page, "input[name=wave]");
  await tabTo(page, "form .actions button");
  await enter(page);
  await page.waitForURL(/\/edit\/survey/);
}

/** Adds a part after the one on the page; its title has the focus. */
async function addNext(page, kind) {
  await choose(page, "#add-kind", kind);
  await tabTo(page, "button[value=add]");
  await enter(page);
  assert.match(page.url(), /new=1$/);
}

/** Fills in the form of a part in the order of its fields, as far as the source has something. */
async function fillIn(page, part) {
  // A page sets the focus with its first picture, which may be after it has loaded.
  await page.locator("#field-title:focus, #field-html:focus").waitFor();
  const typed = async (name, value) => value && write(page, `#field-${name}`, value);
  const flag = async (name) => part[name] && tick(page, `#field-${name.replace(":", "-")}`);
  await typed("title", text(part.title));
  await typed("html", text(part.html));
  await typed("description", text(part.description));
  await flag("isRequired");
  if (part.choices) await typed("choices", lines(part.choices));
  await flag("showOtherItem");
  await typed("otherText", text(part.otherText));
  await typed("maxSelectedChoices", part.maxSelectedChoices?.toString());
  if (part.type === "matrix") {
    await typed("rows", lines(part.rows));
    await typed("columns", lines(part.columns));
    await flag("eachRowRequired");
  }
  await typed("maxLength", part.maxLength?.toString());
  await typed("visibleIf", part.visibleIf);
  await tabTo(page, MORE);
  await page.keyboard.press("Enter");
  await typed("requiredErrorText", text(part.requiredErrorText));
  if (part.type === "comment") await typed("rows", part.rows?.toString());
  await typed("name", part.name);
  await typed("kt-number", part["kt:number"]);
  if (part["kt:role"]) await choose(page, "#field-kt-role", part["kt:role"]);
  await flag("kt:identifier");
  await marks(page, part);
}

/** Marks of single choices: consent, "must be ticked", "only alone" (which 97 gets by itself). */
async function marks(page, part) {
  const marked = (part.choices ?? []).filter((item) => item["kt:consent"] || (item["kt:exclusive"] && item.value !== "97"));
  if (!marked.length) return;
  await tabTo(page, "button[value=save]");
  await enter(page);
  await tabTo(page, "#editor-marks summary");
  if (!part["kt:role"]) await page.keyboard.press("Enter");
  for (const item of marked) {
    const name = (mark) => `[name="mark.kt:${mark}.${item.value}"]`;
    if (item["kt:exclusive"]) await tick(page, `input[type=checkbox]${name("exclusive")}`);
    if (item["kt:required"]) await tick(page, `input[type=checkbox]${name("required")}`);
    if (item["kt:consent"]) await choose(page, `select${name("consent")}`, item["kt:consent"]);
  }
}

/** What the editor shows of a part. */
async function shown(page, name) {
  await page.goto(`${questionnaire}/edit/${encodeURIComponent(`question:${name}`)}`);
  return page.evaluate(() => {
    const values = {};
    for (const field of document.querySelectorAll("#editor-form [id^=field-]")) {
      values[field.name] = field.type === "checkbox" ? field.checked : field.value;
    }
    for (const mark of document.querySelectorAll("#editor-marks [name^='mark.']:not([type=hidden])")) {
      const value = mark.type === "checkbox" ? mark.checked && "true" : mark.value;
      if (value) values[mark.name] = value;
    }
    return values;
  });
}

function expected(part) {
  const values = { name: part.name, visibleIf: part.visibleIf ?? "" };
  if (part.type === "html") return { ...values, html: text(part.html) };
  Object.assign(values, { title: text(part.title), isRequired: Boolean(part.isRequired), "kt:role": part["kt:role"] ?? "" });
  if (part.choices) values.choices = lines(part.choices);
  if (part.type === "matrix") Object.assign(values, { rows: lines(part.rows), columns: lines(part.columns) });
  if (part.maxLength) values.maxLength = String(part.maxLength);
  if (part.maxSelectedChoices) values.maxSelectedChoices = String(part.maxSelectedChoices);
  for (const item of part.choices ?? []) {
    for (const mark of ["kt:consent", "kt:required", "kt:exclusive"]) {
      if (item[mark]) values[`mark.${mark}.${item.value}`] = String(item[mark]);
    }
  }
  return values;
}

let questionnaire;

test("a whole questionnaire is built by keyboard, published, answered, changed and published again", async () => {
  const page = await app.signIn("coordinator", { width: 1366 });
  await page.setViewportSize({ width: 1366, height: 768 });
  await beginBlank(page, "架空県 就労支援調査（キーボードの試験）");
  questionnaire = new URL(page.url()).pathname.replace(/\/edit.*/, "");
  await page.locator("#field-title:focus").waitFor();
  await write(page, "#field-title", text(SOURCE.title));
  await tabTo(page, "button[value=save]");
  await enter(page);
  await checkPage(page, "authoring-1-survey");
  await tabTo(page, ".tabs a[href$='/edit']");
  await enter(page);
  await checkPage(page, "authoring-2-empty");

  // The empty page is the first one.
  await tabTo(page, ".outline-head a[href*='/edit/page']");
  await enter(page);
  await tabTo(page, "#field-title");
  for (const [at, part] of SOURCE.pages.entries()) {
    if (at > 0) await addNext(page, "page");
    await write(page, "#field-title", text(part.title));
    if (part.description) await write(page, "#field-description", text(part.description));
    if (part.visibleIf) await write(page, "#field-visibleIf", part.visibleIf);
    for (const element of part.elements) {
      await addNext(page, element.type);
      await fillIn(page, element);
    }
  }
  await tabTo(page, "button[value=save]");
  await enter(page);
  const parts = SOURCE.pages.flatMap((found) => found.elements);
  for (const part of parts) {
    const found = await shown(page, part.name);
    const wanted = expected(part);
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, found[key]])), wanted, part.name);
  }
  await page.goto(`${questionnaire}/edit`);
  await checkPage(page, "authoring-3-outline");
  assert.deepEqual(await page.locator(".outline .tag-error").allInnerTexts(), []);
  assert.equal(await page.locator(".outline-list > li").count(), parts.length);

  // Published and answered.
  await page.goto(questionnaire);
  await tabTo(page, "form[action$='/publish'] button");
  await enter(page);
  const link = await page.getByRole("link", { name: t("questionnaires-open-form") }).getAttribute("href");
  const respondent = await app.visitor({ javaScript: false });
  await start(respondent, link);
  await answerAll(respondent);
  await press(respondent, t("fill-submit"));
  await respondent.waitForURL(/\/receipt$/);

  // Changed with Alt+arrow, and published again: those who begin now see the new version.
  await page.goto(`${questionnaire}/edit`);
  await tabTo(page, "[data-part='question:trend'] .outline-title a");
  await page.keyboard.press("Alt+ArrowUp");
  await page.locator("[data-part='question:trend'] + [data-part='question:n_persons']").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.closest("[data-part]").dataset.part), "question:trend");
  await page.goto(questionnaire);
  await tabTo(page, "form[action$='/publish'] button");
  await enter(page);
  assert.equal(await page.locator("#version-table tbody tr").count(), 2);
});

test("what is typed is saved by itself, and can be undone as one step", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${questionnaire}/edit/${encodeURIComponent("question:challenge")}`);
  await page.locator("#field-title").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Kadai ", { delay: 20 });
  await page.keyboard.insertText("地域の困りごと");
  await page.locator("#editor-preview").getByText("Kadai 地域の困りごと").waitFor();
  assert.match(await page.locator(".editor-saved").innerText(), /\d\d:\d\d/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "field-title", "the focus stays");
  await page.reload();
  assert.equal(await page.inputValue("#field-title"), "Kadai 地域の困りごと");
  await checkPage(page, "authoring-4-form");
  // A wrong number is said at once and kept; the rest goes on.
  await page.fill("#field-maxLength", "多め");
  await page.locator(".editor-saved", { hasText: t("editor-save-failed") }).waitFor();
  await page.fill("#field-maxLength", "500");
  await page.locator(".editor-saved", { hasText: /\d\d:\d\d/ }).waitFor();
  // All that was typed into the form is one step.
  await page.goto(`${questionnaire}/edit`);
  await page.locator("#editor-bar button[value=undo]").click();
  await page.locator("[data-part='question:challenge'] .outline-title", { hasText: "地域の課題と感じること" }).waitFor();
});

test("leaving is asked about only where something could not be saved", async () => {
  const page = await app.signIn("coordinator");
  const address = `${questionnaire}/edit/${encodeURIComponent("question:challenge")}`;
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  const leave = async () => {
    await page.locator("main a[rel=next]").click();
    await page.waitForURL((url) => !url.pathname.includes("challenge"));
  };
  // A link that is pressed at once waits for what was typed.
  await page.goto(address);
  await page.fill("#field-description", "すぐに次へ進む");
  await leave();
  assert.deepEqual(asked, []);
  await page.goto(address);
  assert.equal(await page.inputValue("#field-description"), "すぐに次へ進む");
  await page.fill("#field-description", "");
  await page.locator(".editor-saved", { hasText: /\d\d:\d\d/ }).waitFor();
  await leave();
  assert.deepEqual(asked, []);
  // What the server does not take would be lost.
  await page.goto(address);
  await page.fill("#field-maxLength", "多め");
  await page.locator(".editor-saved", { hasText: t("editor-save-failed") }).waitFor();
  await leave();
  assert.deepEqual(asked, ["beforeunload"]);
});

test("somebody whose session is over is told so, and goes on after signing in again", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${questionnaire}/edit/${encodeURIComponent("question:challenge")}`);
  await page.context().clearCookies();
  await page.fill("#field-description", "切れたあとの言葉");
  await page.locator(".editor-saved-bad", { hasText: t("editor-signed-out") }).waitFor();
  // Another window of the same browser: a session with another token.
  await page.context().addCookies(await (await app.signIn("coordinator")).context().cookies());
  await page.fill("#field-description", "戻ったあとの言葉");
  await page.locator(".editor-saved:not(.editor-saved-bad)", { hasText: /\d\d:\d\d/ }).waitFor();
  await page.reload();
  assert.equal(await page.inputValue("#field-description"), "戻ったあとの言葉");
  await page.fill("#field-description", "");
  await page.locator(".editor-saved", { hasText: /\d\d:\d\d/ }).waitFor();
});

test("two editors of one title see both, and nothing is lost", async () => {
  const [first, second] = [await app.signIn("coordinator"), await app.signIn("admin", { javaScript: false })];
  const address = `${questionnaire}/edit/${encodeURIComponent("question:request")}`;
  await first.goto(address);
  await second.goto(address);
  await second.fill("#field-title", "相手が直した題");
  await press(second, t("form-save"));
  await first.fill("#field-title", "私が直した題");
  await first.getByText(t("editor-conflict-nothing-lost")).waitFor();
  await checkPage(first, "authoring-5-conflict");
  const sides = await first.locator(".editor-side").allInnerTexts();
  assert.deepEqual(sides, ["相手が直した題", "私が直した題"]);
  await first.locator("section #field-title").fill("二人で直した題");
  await press(first, t("editor-conflict-save"));
  assert.equal(await first.inputValue("#field-title"), "二人で直した題");
});

test("parts are added, dragged, copied and removed by mouse", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${questionnaire}/edit`);
  const order = () => page.locator(".outline-list > li").evaluateAll((found) => found.map((part) => part.dataset.part));
  const before = await order();
  const part = (key) => page.locator(`[data-part='question:${key}']`);
  const margin = { x: 600, y: 4 };
  await part("expectations").dragTo(part("forum_questions"), { sourcePosition: margin, targetPosition: margin });
  await page.waitForFunction(() => document.querySelector("#editor-bar button[value=undo]").textContent.includes("フォーラムに期待"));
  const dragged = await order();
  assert.equal(dragged.indexOf("question:expectations"), dragged.indexOf("question:forum_questions") + 1);
  await part("expectations").getByRole("button", { name: t("editor-copy") }).click();
  await part("expectations_b").waitFor();
  await part("expectations_b").getByRole("button", { name: t("editor-remove") }).click();
  await part("expectations_b").waitFor({ state: "detached" });
  assert.deepEqual((await order()).toSorted(), before.toSorted());
  await part("attendance").getByRole("link", { name: t("editor-add") }).click();
  await page.waitForURL(/\/add$/);
  await checkPage(page, "authoring-6-add");
  await page.locator("button[value='add rating']").click();
  await page.waitForURL(/new=1/);
  await page.goto(`${questionnaire}/edit/${encodeURIComponent("question:attendance")}/move`);
  await checkPage(page, "authoring-7-move");
  await page.goto(`${questionnaire}/history`);
  await checkPage(page, "authoring-8-history");
});
