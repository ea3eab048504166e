// Confirmation by the interviewee: chosen, looked at, linked, answered on a telephone, taken into the note, with and without
// JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";

import { askToConfirm } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`an interviewee confirms and corrects, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto("/surveys/1/hearings/new");
    await page.selectOption("[name=agency]", { index: javaScript ? 3 : 4 });
    await page.fill("[name=role]", "相談は月に20件。窓口は二つ。");
    await page.fill("[name=challenge_partner]", "職場の理解が足りないと思う。");
    await page.fill("[name=reflection]", "相手に見せない所感。");
    await press(page, t("hearings-save"));
    const note = new URL(page.url()).pathname;

    const link = await askToConfirm(page, note, async (name) => {
      await checkPage(page, `confirmations-${how}-${name}`);
      if (name === "2-preview") assert.doesNotMatch(await page.locator("main").innerText(), /所感/);
    });
    const confirmation = new URL(page.url()).pathname;
    await page.getByRole("link", { name: t("confirmations-print") }).click();
    await page.waitForURL(/\/print$/);
    await checkPage(page, `confirmations-${how}-4-letter`);

    const person = await app.visitor({ javaScript, width: 320 });
    await person.goto(link);
    await checkPage(person, `confirmations-${how}-5-page`);
    await press(person, t("confirming-send"));
    await checkPage(person, `confirmations-${how}-6-problems`);
    assert.equal(await person.locator(".error-summary a").count(), 2);
    await person.locator("input[name=answer-role][value=corrected]").check({ force: true });
    await person.locator("summary", { hasText: t("confirming-correct", { section: t("hearing-section-role") }) }).click();
    await person.fill("[name=correction-role]", "相談は月に22件。窓口は二つ。");
    await person.locator("input[name=answer-challenge_partner][value=withheld]").check({ force: true });
    await person.fill("[name=words]", "ありがとうございました。");
    await press(person, t("confirming-send"));
    await checkPage(person, `confirmations-${how}-7-sent`);
    assert.match(await person.locator("main").innerText(), /相談は月に22件。/);

    await page.goto("/today");
    await checkPage(page, `confirmations-${how}-8-today`);
    await page.goto(confirmation);
    await checkPage(page, `confirmations-${how}-9-answered`);
    const answered = page.waitForEvent("load");
    await page.locator("#part-role").getByRole("button", { name: t("confirmations-take") }).click();
    await answered;
    await press(page, t("confirmations-finish"));
    await checkPage(page, `confirmations-${how}-10-settled`);
    await page.goto(note);
    await checkPage(page, `confirmations-${how}-11-note`);
    assert.match(await page.locator("[data-note=role]").innerText(), /相談は月に22件。/);
  });
}
