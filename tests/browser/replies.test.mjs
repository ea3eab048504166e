// Replies to the feedback, offers and wishes, and the feedback by mail: the coordinator's pages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

test("the main themes are proposed and become a questionnaire", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/surveys/1/replies");
  await checkPage(page, "replies-new");
  const proposed = await page.locator("form input[name^=text-]").evaluateAll((all) => all.filter((field) => field.value).length);
  assert.ok(proposed > 0, "themes of the invented survey are proposed");
  await page.getByRole("button", { name: t("replies-make") }).click();
  await page.getByRole("heading", { name: t("replies-questionnaire"), exact: true }).waitFor();
  await checkPage(page, "replies-made");
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
