// Double coding: two people in two browsers, then agreement and the talk about what differs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

test("two people code the same answers, compare and decide", async () => {
  const first = await app.signIn("coordinator");
  const second = await app.signIn("researcher", { javaScript: false });
  await first.goto("/surveys/1/coding/double");
  await first.fill("[name=title]", "試し付け 1回目");
  const choices = first.locator(".choice", { has: first.locator("[name=coder]") });
  const names = await choices.allInnerTexts();
  // Each is chosen by the name in the head of their own page.
  for (const page of [first, second]) {
    const head = await page.locator("header").first().innerText();
    await first.getByRole("checkbox", { name: names.find((name) => head.includes(name.trim())).trim(), exact: true }).check();
  }
  await first.fill("[name=n]", "6");
  await checkPage(first, "double-index");
  await press(first, t("double-begin"));
  const path = new URL(first.url()).pathname;
  await checkPage(first, "double-waiting");
  // With keys: the first two answers get C03, the first also "request".
  await first.getByRole("link", { name: t("double-code") }).click();
  await first.locator("#part-1[tabindex]").focus();
  for (const key of ["c", "3", "ArrowDown", "c"]) await first.keyboard.press(key);
  await first.getByText(t("coding-saved"), { exact: true }).waitFor();
  await checkPage(first, "double-code");
  await press(first, t("double-done"));
  assert.equal(await first.locator("#agreement-table").count(), 0);
  // Without JavaScript: the first answer gets C03.
  await second.goto(`${path}/code`);
  assert.equal(await second.locator(".code-chip").count(), 0, "nothing of the other coder");
  await second.locator("#part-1 a").click();
  const part = second.url().split("#")[1];
  await second.locator(`#${part} summary`).first().click();
  await second.locator(`#${part} .choice input`).first().check();
  await second.locator(`#${part} select[name=code]`).selectOption({ label: "　C03 職場・社会の理解と配慮の不足" });
  await second.locator(`#${part} button[value=put]`).click();
  await second.waitForLoadState();
  await second.goto(`${path}/code`);
  await second.getByRole("button", { name: t("double-done") }).click();
  await second.waitForLoadState();
  await first.goto(path);
  await checkPage(first, "double-agreement");
  const rows = await first.locator("#differences-table tbody tr").count();
  assert.equal(rows, 2);
  await first.locator("#differences-table tbody a").first().click();
  await first.getByRole("radio").first().check();
  await first.fill("[name=reason]", "要望とみる");
  await checkPage(first, "double-talk");
  await press(first, t("double-decide"));
  await first.getByRole("radio", { name: t("double-outcome-none") }).check();
  await press(first, t("double-decide"));
  await press(first, t("double-adopt"));
  assert.match(await first.locator("main").innerText(), new RegExp(t("double-state-adopted")));
});
