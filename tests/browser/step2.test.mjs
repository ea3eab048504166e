// Step 2, agency staff: answers page by page, with and without JavaScript, checks, sends, keeps the receipt.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { answerAll, answerPage, start } from "./respondent.mjs";
import { t } from "./words.mjs";

let link, questionnaire, coordinator;
const app = useService(async (app) => {
  coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 就労支援調査（回答の試験）");
  await takeQuestionnaire(coordinator, "agency-before");
  link = await publish(coordinator);
  questionnaire = new URL(coordinator.url()).pathname;
});

/** How many responses the coordinator sees. */
async function submitted() {
  await coordinator.goto(questionnaire);
  const stat = coordinator.locator("main .stat").getByText(t("questionnaires-n-submitted"), { exact: true });
  const text = await stat.locator("xpath=..").innerText();
  return Number(text.match(/\d+/)[0]);
}

for (const javaScript of [false, true]) {
  const how = javaScript ? "with" : "without";
  test(`answers to the receipt ${how} JavaScript, on a telephone`, async () => {
    const before = await submitted();
    const page = await app.visitor({ javaScript, width: 320 });
    await start(page, link);
    await press(page, t("fill-next"));
    assert.ok(await page.locator(".error-summary a").count(), "an empty page is taken");
    await checkPage(page, `step2-${how}-00-missing`);
    await answerAll(page, { look: `step2-${how}` });
    await checkPage(page, `step2-${how}-check`);
    await press(page, t("fill-submit"));
    await page.waitForURL(/\/receipt$/);
    await checkPage(page, `step2-${how}-receipt`);
    const code = (await page.locator(".code-panel .code").innerText()).replace(/\s/g, "");
    assert.match(code, /^[0-9A-Z]{12}$/);
    assert.equal(await submitted(), before + 1);

    await page.goBack();
    await page.reload();
    assert.equal(await submitted(), before + 1, "going back sent it again");
  });
}

test("a double click sends once and ends at the receipt", async () => {
  const before = await submitted();
  const page = await app.visitor();
  await start(page, link);
  await answerAll(page);
  await page.getByRole("button", { name: t("fill-submit") }).dblclick();
  await page.waitForURL(/\/receipt$/);
  assert.equal(await submitted(), before + 1);
});

test("an error leads to its question, and what was typed stays", async () => {
  const page = await app.visitor();
  await start(page, link);
  await answerPage(page);
  const first = page.locator("main input[type=radio]:checked, main input[type=checkbox]:checked").first();
  const chosen = await first.getAttribute("id");
  await press(page, t("fill-next"));
  await page.goBack();
  assert.ok(await page.locator(`[id="${chosen}"]`).isChecked(), "the answer is gone");
});

test("somebody who pauses comes back with the code, and takes the answers back", async () => {
  const page = await app.visitor({ javaScript: false });
  await start(page, link);
  await answerPage(page);
  await press(page, t("fill-save"));
  await page.waitForURL(/\/saved$/);
  await checkPage(page, "step2-saved");
  const code = await page.locator(".code-panel .code").innerText();

  const elsewhere = await app.visitor({ javaScript: false });
  await elsewhere.goto(link);
  await elsewhere.getByLabel(t("fill-resume-code")).fill(code);
  await press(elsewhere, t("fill-resume"));
  await elsewhere.waitForURL(/\/(check|p\/)/);
  await finish(elsewhere);
  const withdrawal = await elsewhere.locator(".code-panel .code").innerText();
  const before = await submitted();

  await elsewhere.goto("/withdraw");
  await checkPage(elsewhere, "step2-withdraw");
  await elsewhere.locator("main input[name=code]").fill("AAAA BBBB CCCC");
  await press(elsewhere, t("fill-withdraw"));
  await checkPage(elsewhere, "step2-withdraw-unknown");
  await elsewhere.locator("main input[name=code]").fill(withdrawal);
  await press(elsewhere, t("fill-withdraw"));
  await checkPage(elsewhere, "step2-withdrawn");
  assert.equal(await submitted(), before - 1);
});

/** From the check page through the questions that are still open to the receipt. */
async function finish(page) {
  for (let tries = 0; tries < 30; tries += 1) {
    await answerAll(page);
    await press(page, t("fill-submit"));
    if (new URL(page.url()).pathname.endsWith("/receipt")) return;
    await page.locator(".error-summary a").first().click();
    await page.waitForURL(/\/p\//);
  }
  assert.fail("the answers are never complete");
}

test("an unknown link, a tampered code and a closed survey say what happened", async () => {
  const page = await app.visitor();
  for (const path of ["/q/no-such-link", `${link}/aaaabbbbcccc/p/1`, `${link}/aaaabbbbcccc/check`]) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 404, path);
  }
  await checkPage(page, "step2-unknown");
  await coordinator.goto(questionnaire);
  await press(coordinator, t("questionnaires-close"));
  await page.goto(link);
  await checkPage(page, "step2-closed");
  assert.equal(await page.getByRole("button", { name: t("fill-start") }).count(), 0);
});
