// Replies to the feedback, offers and wishes, and the feedback by mail: the coordinator's pages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fillPlaceholders, publish } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

test("the main themes are proposed and become a questionnaire", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/surveys/1/replies");
  await checkPage(page, "replies-new");
  const proposed = await page.locator("form input[name=ask]").evaluateAll((all) => all.filter((box) => box.checked).length);
  assert.ok(proposed > 0, "themes, charts and tables of the invented survey are proposed");
  assert.equal(await page.locator("form input[name=ask]").count(), proposed, "and all of them ticked");
  await page.getByRole("button", { name: t("replies-make") }).click();
  await page.getByRole("heading", { name: t("replies-questionnaire"), exact: true }).waitFor();
  await checkPage(page, "replies-made");
});

test("a finding on the sheet leads to its question", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/surveys/1/replies");
  await page.locator("section[aria-labelledby=questionnaire] a[href^='/questionnaires/']").click();
  await page.waitForURL(/\/questionnaires\/\d+$/);
  await fillPlaceholders(page);
  await publish(page);
  await page.goto("/surveys/1/feedback/preview");
  await checkPage(page, "preview-with-replies");
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 720 });
  const charts = page.locator(".sheet .figure-chart:not(.figure-chart-wide) svg");
  const letters = await charts.evaluateAll((all) => all.map((svg) => (14 * svg.getBoundingClientRect().width) / svg.viewBox.baseVal.width));
  assert.ok(letters.length > 0 && letters.every((size) => size >= 12), `letters of charts on a telephone, in px: ${letters}`);
  await page.setViewportSize(before);
  const links = page.locator(".sheet .reply-links a");
  const names = await links.evaluateAll((all) => all.map((link) => link.textContent.trim()));
  assert.ok(names.length > 2, "themes and charts");
  assert.equal(new Set(names).size, names.length, "each says to what it replies");
  const link = links.last();
  const asked = new URL(await link.getAttribute("href"), page.url()).searchParams.get("to");
  await link.click();
  await page.waitForURL(/\/q\//);
  await checkPage(page, "reply-start");
  await press(page, t("fill-start"));
  await press(page, t("fill-next"));
  assert.equal(new URL(page.url()).hash, `#q-${asked}-box`);
  const top = await page.locator(`[id="q-${asked}-box"]`).evaluate((box) => box.getBoundingClientRect().top / innerHeight);
  assert.ok(top >= 0 && top < 1, `the question is in sight: ${top}`);
  await checkPage(page, "reply-finding");
});

test("offers and wishes, and letters, can be read by everybody", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/surveys/1/matches");
  await checkPage(page, "matches");
  await page.goto("/surveys/1/feedback/letters");
  await checkPage(page, "feedback-letters");
  await page.getByRole("button", { name: t("feedback-letters-look") }).click();
  await checkPage(page, "feedback-letters-looked");
});
