// Step 1, the coordinator: makes a survey, takes a questionnaire, publishes it, gets link, QR code and paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

test("signing in shows a wrong password beside the field and then opens the surveys", async () => {
  const page = await app.visitor();
  await page.goto("/");
  await page.waitForURL("**/sign-in");
  await checkPage(page, "step1-01-sign-in");
  await page.getByLabel(t("session-login")).fill("coordinator");
  await page.getByLabel(t("session-password")).fill("違う合言葉です");
  await press(page, t("common-sign-in"));
  assert.ok(await page.locator(".error-summary").isVisible());
  await checkPage(page, "step1-02-sign-in-wrong");
  const coordinator = await app.signIn("coordinator");
  await checkPage(coordinator, "step1-03-surveys");
});

test("from a new survey to a link, a QR code and a paper form", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/surveys/new");
  await checkPage(page, "step1-04-survey-new");
  await press(page, t("surveys-create"));
  assert.ok(await page.locator(".error-summary a").count(), "an empty form is taken");
  await checkPage(page, "step1-05-survey-new-empty");
  await makeSurvey(page, "架空県 就労支援調査（画面の試験）");
  await checkPage(page, "step1-06-survey");
  await takeQuestionnaire(page, "agency-before", (name) => checkPage(page, `step1-07-${name}`));
  const link = await publish(page, (name) => checkPage(page, `step1-08-${name}`));

  const stranger = await app.visitor();
  await stranger.goto(link);
  await checkPage(stranger, "step1-09-public");
  await stranger.goto(`${link}/paper`);
  await checkPage(stranger, "step1-10-paper");
  const paper = await printPage(stranger, "step1-10-paper");
  assert.match(execFileSync("pdfinfo", [paper], { encoding: "utf8" }), /Page size:.*A4/);
  const words = execFileSync("pdftotext", ["-layout", paper, "-"], { encoding: "utf8" });
  assert.match(words, /問1/);

  for (const [name, kind, magic] of [["qr.svg", "image/svg+xml", "<"], ["qr.png", "image/png", "\x89PNG"]]) {
    const answer = await page.request.get(`${new URL(page.url()).pathname}/${name}`);
    assert.equal(answer.status(), 200, name);
    assert.ok(answer.headers()["content-type"].startsWith(kind), name);
    assert.ok((await answer.body()).toString("latin1").startsWith(magic), name);
  }
});

test("accounts, for the administrator, and the style guide, for everybody", async () => {
  const page = await app.signIn("admin");
  await page.goto("/accounts");
  await checkPage(page, "step1-11-accounts");
  const stranger = await app.visitor();
  await stranger.goto("/style-guide");
  await checkPage(stranger, "step1-12-style-guide");
});

test("every page of the coordinator is reached from the navigation and nothing is broken on it", async () => {
  const page = await app.signIn("coordinator");
  const links = await page.locator("nav a").evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  assert.ok(links.includes("/surveys") && links.includes("/agencies"), links.join(" "));
  for (const link of links) {
    const answer = await page.goto(link);
    assert.equal(answer.status(), 200, link);
  }
});
