// Somebody at an agency who answers whatever is asked, as far as it must be answered.

import assert from "node:assert/strict";

import { checkPage, press } from "./harness.mjs";
import { t } from "./words.mjs";

/** A free answer that names nobody. */
export const REMARK = "通院の日に休みを取りにくいという相談が続いている。勤務時間を短くして定着した例もある。";

/** Answers what is still open on the page: the first choice, a short text, a number. */
export async function answerPage(page) {
  for (const name of await namesOf(page, "input[type=radio]")) {
    const group = page.locator(`input[type=radio][name="${name}"]`);
    if (!(await group.locator(":scope:checked").count())) await group.first().check({ force: true });
  }
  for (const name of await namesOf(page, "input[type=checkbox]")) {
    const group = page.locator(`input[type=checkbox][name="${name}"]`);
    const checked = await page.locator(`input[type=checkbox][name="${name}"]:checked`).count();
    if (!checked) await group.first().check({ force: true });
  }
  for (const select of await page.locator("main select").all()) {
    if (!(await select.inputValue())) await select.selectOption({ index: 1 });
  }
  for (const field of await page.locator("main textarea, main input:not([type=hidden], [type=radio], [type=checkbox])").all()) {
    if (!(await field.inputValue())) await field.fill(await textFor(field));
  }
}

async function namesOf(page, selector) {
  const names = await page.locator(`main ${selector}`).evaluateAll((fields) => fields.map((field) => field.name));
  return [...new Set(names)];
}

async function textFor(field) {
  const kind = await field.evaluate((element) => element.type);
  const limits = await field.evaluate((element) => ({ min: element.min, inputMode: element.inputMode }));
  if (kind === "number" || ["numeric", "decimal"].includes(limits.inputMode)) return limits.min || "3";
  if (kind === "date") return "2026-10-01";
  if (kind === "email") return "tantou@example.jp";
  if (kind === "tel") return "048-000-0000";
  return kind === "textarea" ? REMARK : "架空の記入";
}

/** Answers page by page until the answers can be checked. `look` names the pictures; without it pages are not checked. */
export async function answerAll(page, { look } = {}) {
  for (let visit = 0; visit < 60; visit += 1) {
    if (new URL(page.url()).pathname.endsWith("/check")) return;
    const before = new URL(page.url()).pathname;
    await answerPage(page);
    if (look) await checkPage(page, `${look}-${String(visit + 1).padStart(2, "0")}`);
    const next = page.getByRole("button", { name: t("fill-next"), exact: true });
    await press(page, t((await next.count()) ? "fill-next" : "fill-to-check"));
    const errors = await page.locator(".error-summary").allInnerTexts();
    assert.deepEqual(errors, [], `${before} does not take the answers`);
  }
  assert.fail(`no end of pages at ${page.url()}`);
}

/** Opens the questionnaire's link and starts. */
export async function start(page, link) {
  await page.goto(link);
  await press(page, t("fill-start"));
  await page.waitForURL(/\/p\//);
}
