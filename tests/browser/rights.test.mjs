// What respondents can rely on: letters on request, stopping use, and pages that follow their wishes without losing what
// was typed, with and without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { answerAll, start } from "./respondent.mjs";
import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { t } from "./words.mjs";

let link;
let questionnaire;
const app = useService(async (app) => {
  const coordinator = await app.signIn("coordinator");
  await coordinator.goto("/surveys/new");
  // The last day of withdrawal has passed.
  await coordinator.fill("[name=withdrawal_deadline]", "2026-01-31");
  await makeSurvey(coordinator, "架空県 就労支援調査（同意の試験）");
  await takeQuestionnaire(coordinator, "forum-after");
  questionnaire = new URL(coordinator.url()).pathname;
  await offerPlainJapanese(coordinator);
  link = await publish(coordinator);
});

/** Puts plain words beside those of the first question. */
async function offerPlainJapanese(page) {
  await page.goto(`${questionnaire}/json`);
  const field = page.locator("main textarea").first();
  const definition = JSON.parse(await field.inputValue());
  const question = definition.pages[0].elements.find((element) => element.name === "attendance_mode");
  question.title["ja-easy"] = "どこで みましたか";
  await field.fill(JSON.stringify(definition));
  await press(page, t("json-save"));
  await page.goto(questionnaire);
}

async function switchTo(page, wish) {
  const groups = page.locator("details.display-switches");
  if (!(await groups.evaluate((element) => element.open))) await page.getByText(t("display"), { exact: true }).click();
  await press(page, t(wish));
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";

  test(`another language, plain Japanese and one question a page cost nothing typed, ${how} JavaScript`, { timeout: 120_000 }, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    await start(page, link);
    await checkPage(page, `rights-page-${how}-320`);
    const code = page.locator("input[name=respondent_code]");
    await code.fill("書きかけ");
    await press(page, "English");
    assert.equal(await code.inputValue(), "書きかけ");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await press(page, "日本語");
    assert.equal(await code.inputValue(), "書きかけ");
    assert.ok(!(await page.getByText("どこで みましたか").count()));
    await switchTo(page, "display-easy");
    await page.getByText("どこで みましたか").waitFor();
    assert.equal(await code.inputValue(), "書きかけ");
    await switchTo(page, "display-each");
    assert.equal(await code.count(), 0, "the other questions are on pages of their own");
    await page.reload();
    assert.equal(await code.count(), 0, "the wish is remembered");
    await switchTo(page, "display-whole");
    assert.equal(await code.inputValue(), "書きかけ");
    const row = page.locator(".matrix tbody tr").first();
    const display = () => row.evaluate((element) => getComputedStyle(element).display);
    assert.equal(await display(), "block", "a list on a narrow screen");
    await page.setViewportSize({ width: 1280, height: 900 });
    assert.equal(await display(), "table-row", "a table where there is room");
  });

  test(`the way back and the receipt come by mail, ${how} JavaScript`, { timeout: 180_000 }, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    await start(page, link);
    await press(page, t("fill-save"));
    await checkPage(page, `rights-saved-${how}-320`);
    await page.getByLabel(t("fill-letter-to")).fill("tantou@example.jp");
    await press(page, t("fill-letter-send"));
    await page.getByText(t("fill-letter-sent")).waitFor();
    await page.getByRole("link", { name: t("fill-continue") }).click();
    await page.waitForURL(/\/p\//);
    await answerAll(page);
    await press(page, t("fill-submit"));
    await page.getByLabel(t("fill-letter-to")).fill("だれか");
    await press(page, t("fill-letter-send"));
    await checkPage(page, `rights-receipt-wrong-${how}-320`);
    await page.getByLabel(t("fill-letter-to")).fill("tantou@example.jp");
    await press(page, t("fill-letter-send"));
    await page.getByText(t("fill-letter-sent")).waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
    await checkPage(page, `rights-receipt-${how}-1280`);
  });

  test(`after the last day of withdrawal use is stopped, ${how} JavaScript`, { timeout: 180_000 }, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    await start(page, link);
    await answerAll(page);
    await press(page, t("fill-submit"));
    const code = await page.locator(".code-panel .code").innerText();
    await page.goto("/withdraw");
    await page.locator("main input[name=code]").fill(code);
    await press(page, t("fill-withdraw"));
    await checkPage(page, `rights-stop-${how}-320`);
    await press(page, t("fill-stop"));
    await checkPage(page, `rights-stopped-${how}-320`);
    await page.getByRole("heading", { name: t("fill-stopped-title") }).waitFor();
  });
}

test("Enter that ends a Japanese conversion sends nothing, and the next Enter goes on", { timeout: 60_000 }, async () => {
  const page = await app.visitor();
  await start(page, link);
  const code = page.locator("input[name=respondent_code]");
  await code.focus();
  const isTaken = (options) => code.evaluate((field, options) => {
    return field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...options }));
  }, options);
  assert.equal(await isTaken({ isComposing: true }), false, "while composing");
  assert.equal(await isTaken({ keyCode: 229 }), false, "as Safari says it");
  assert.equal(await isTaken({}), true, "an Enter of its own");
});

test("the office sees which explanations answers rest on, and requests to stop", { timeout: 60_000 }, async () => {
  const coordinator = await app.signIn("coordinator");
  await coordinator.goto(questionnaire);
  await coordinator.getByRole("link", { name: t("explanations-title") }).click();
  await coordinator.getByRole("heading", { name: t("versions-numbered", { numbers: "1" }) }).waitFor();
  await checkPage(coordinator, "rights-explanations");
  await coordinator.goto(`${questionnaire}/stop-requests`);
  await checkPage(coordinator, "rights-stop-requests");
});
