// A respondent whose line drops, who has two tabs open, who wishes another look, and who mends what was sent.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { answerAll, start } from "./respondent.mjs";
import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { t } from "./words.mjs";

let link;
const app = useService(async (app) => {
  const coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 就労支援調査（回答の試験）");
  await takeQuestionnaire(coordinator, "forum-after");
  link = await publish(coordinator);
});

/** The first page with free text of a response that has just been begun. */
async function firstWords(page) {
  await start(page, link);
  for (let visit = 0; visit < 20 && !(await page.locator("main textarea").count()); visit += 1) {
    await answerOne(page);
  }
  return page.locator("main textarea").first();
}

async function answerOne(page) {
  for (const group of await page.locator("fieldset:has(input[type=radio])").all()) {
    const radio = group.locator("input[type=radio]").first();
    if (await radio.count()) await radio.check({ force: true });
  }
  for (const row of await page.locator("table.matrix tbody tr").all()) await row.locator("input").first().check({ force: true });
  for (const select of await page.locator("main select").all()) await select.selectOption({ index: 1 });
  for (const box of await page.locator("fieldset:has(input[type=checkbox]) .choices").all()) {
    await box.locator("input[type=checkbox]").first().check({ force: true });
  }
  await press(page, t("fill-next"));
}

test("what is typed while the line is away is sent when it is back", { timeout: 120_000 }, async () => {
  const page = await app.visitor({ width: 320 });
  const words = await firstWords(page);
  await words.fill("電波の届かない部屋で書いた。");
  await page.route("**/*", (route) => route.abort("internetdisconnected"));
  await page.getByRole("button", { name: t("fill-next"), exact: true }).click();
  await page.getByText(t("fill-line-lost")).waitFor();
  await page.screenshot({ path: "screenshots/answering-line-lost-320.png" });
  assert.equal(await words.inputValue(), "電波の届かない部屋で書いた。");
  const arrived = page.waitForEvent("load");
  await page.unroute("**/*");
  await arrived;
  await page.goBack();
  assert.equal(await page.locator("main textarea").first().inputValue(), "電波の届かない部屋で書いた。");
});

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a service that is killed in the middle has kept every page that was sent, ${how} JavaScript`, { timeout: 120_000 }, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    const words = await firstWords(page);
    const sent = page.url();
    await words.fill("止まる前に書いた文。");
    // With JavaScript it dies before the page is sent, which then waits; without, after it was acknowledged.
    if (!javaScript) await press(page, t("fill-next"));
    await app.service.kill();
    if (javaScript) {
      await page.getByRole("button", { name: t("fill-next"), exact: true }).click();
      await page.getByText(t("fill-line-lost")).waitFor();
    }
    const arrived = javaScript && page.waitForEvent("load", { timeout: 60_000 });
    await app.service.startAgain();
    await arrived;
    await page.goto(sent.replace(/\/p\/[^/]*$/, "/check"));
    assert.ok((await page.locator("main").innerText()).includes("止まる前に書いた文。"));
  });
}

test("what could not be sent comes back after a reload", { timeout: 120_000 }, async () => {
  const page = await app.visitor();
  const words = await firstWords(page);
  page.on("dialog", (dialog) => dialog.accept());
  await words.fill("まだ送っていない文。");
  await page.waitForFunction(() => Object.keys(sessionStorage).length > 0);
  await page.reload();
  assert.equal(await page.locator("main textarea").first().inputValue(), "まだ送っていない文。");
  await page.getByText(t("fill-line-restored")).waitFor();
});

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`two tabs show both texts, ${how} JavaScript`, { timeout: 120_000 }, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    const words = await firstWords(page);
    const other = await app.visitor({ width: 320, javaScript });
    await other.goto(page.url());
    await words.fill("一つ目の画面で書いた。");
    await press(page, t("fill-next"));
    await other.locator("main textarea").first().fill("二つ目の画面で書いた。");
    await press(other, t("fill-next"));
    const both = await other.locator("#differing .typed-text").allInnerTexts();
    assert.deepEqual(both, ["一つ目の画面で書いた。", "二つ目の画面で書いた。"]);
    await checkPage(other, `answering-two-tabs-${how}-320`);
    await press(other, t("fill-next"));
    assert.ok(!(await other.locator("#differing").count()));
  });

  test(`wishes for the look are kept and cost nothing typed, ${how} JavaScript`, { timeout: 120_000 }, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    const words = await firstWords(page);
    await words.fill("大きな文字で読みたい。");
    for (const wish of ["display-larger", "display-contrast", "display-furigana"]) {
      await page.getByText(t("display"), { exact: true }).click();
      await press(page, t(wish));
      assert.equal(await page.locator("main textarea").first().inputValue(), "大きな文字で読みたい。");
    }
    assert.ok(await page.locator("html.larger.contrast.furigana").count());
    await checkPage(page, `answering-look-${how}-320`);
    await page.getByText(t("display"), { exact: true }).click();
    await press(page, t("display-whole"));
    assert.ok((await page.locator("main textarea").count()) > 1);
    await page.setViewportSize({ width: 1280, height: 900 });
    await checkPage(page, `answering-whole-${how}-1280`);
  });

  test(`sent answers are mended, ${how} JavaScript`, { timeout: 180_000 }, async () => {
    const page = await app.visitor({ javaScript });
    await start(page, link);
    await answerAll(page);
    await press(page, t("fill-submit"));
    await checkPage(page, `answering-receipt-${how}`);
    await press(page, t("fill-edit"));
    await checkPage(page, `answering-edit-${how}`);
    await press(page, t("fill-submit-again"));
    await page.getByText(t("fill-edited-at", { time: "" }).trim()).waitFor();
  });
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`going back after a page that came back asks for no second sending, ${how} JavaScript`, async () => {
    const page = await app.visitor({ width: 320, javaScript });
    await start(page, link);
    await press(page, t("fill-next"));
    assert.ok(await page.locator(".error-summary").count());
    await checkPage(page, `answering-came-back-${how}-320`);
    await answerOne(page);
    assert.ok(!(await page.locator(".error-summary").count()));
    // A browser that would have to send a form again shows an error page instead.
    await page.goBack();
    assert.ok(await page.locator("form[data-fill]").count());
    await page.goBack();
    assert.ok(await page.locator("form[data-fill]").count());
  });
}
