// Writing a note: saved while it is written, through a lost line and a restart, and by two people at once.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const SURVEY = "/surveys/1";
const SAVED = new RegExp(t("hearings-autosaved", { time: "\\d\\d:\\d\\d" }));

/** A new note with a text in two sections; returns the address of its form. */
async function makeNote(page, texts) {
  await page.goto(`${SURVEY}/hearings/new`);
  await page.selectOption("[name=agency]", { index: 1 });
  for (const [name, text] of Object.entries(texts)) await page.fill(`[name=${name}]`, text);
  await press(page, t("hearings-save"));
  return `${new URL(page.url()).pathname}/edit`;
}

/** Waits until the page says so. */
async function says(page, words) {
  await page.locator("#note-status").filter({ hasText: words }).waitFor({ timeout: 20_000 });
}

test("what is typed is saved by itself, and says so", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  await page.locator("[name=role]").press("End");
  await page.locator("[name=role]").pressSequentially("次の文。");
  await says(page, SAVED);
  await checkPage(page, "note-01-saved");
  const other = await app.signIn("coordinator");
  await other.goto(edit);
  assert.equal(await other.inputValue("[name=role]"), "はじめの文。次の文。");
  await other.goto(edit.replace("/edit", "/versions"));
  await checkPage(other, "note-02-versions");
  await other.locator(".thing-title a").first().click();
  await other.waitForURL(/\/versions\/\d+$/);
  await checkPage(other, "note-03-version");
});

test("a lost line and a closed browser lose nothing", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  const context = page.context();
  await context.setOffline(true);
  await page.fill("[name=role]", "はじめの文。線が切れている間の文。");
  await says(page, t("hearings-note-lost"));
  await page.close();
  // Meanwhile somebody else writes elsewhere in the note.
  const other = await app.signIn("coordinator");
  await other.goto(edit);
  await other.fill("[name=forum]", "ほかの人の文。");
  await press(other, t("hearings-save"));
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(edit);
  assert.equal(await again.inputValue("[name=role]"), "はじめの文。線が切れている間の文。");
  await says(again, SAVED);
  assert.equal(await again.inputValue("[name=forum]"), "ほかの人の文。");
  await other.goto(edit);
  assert.equal(await other.inputValue("[name=role]"), "はじめの文。線が切れている間の文。");
  assert.equal(await other.inputValue("[name=forum]"), "ほかの人の文。");
});

test("a new note is kept in the browser until it is saved", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${SURVEY}/hearings/new`);
  await page.selectOption("[name=agency]", { index: 2 });
  await page.fill("[name=role]", "まだ保存していない文。");
  await says(page, new RegExp(t("hearings-note-kept", { time: "\\d+:\\d\\d" })));
  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await again.goto(`${SURVEY}/hearings/new`);
  assert.equal(await again.inputValue("[name=role]"), "まだ保存していない文。");
  await press(again, t("hearings-save"));
  await again.goto(`${SURVEY}/hearings/new`);
  assert.equal(await again.inputValue("[name=role]"), "");
});

test("two people who write at once see each other's words", async () => {
  const [one, other] = [await app.signIn("coordinator"), await app.signIn("coordinator")];
  const edit = await makeNote(one, { role: "一。二。三。" });
  for (const page of [one, other]) await page.goto(edit);
  await one.fill("[name=role]", "いち。二。三。");
  await says(one, SAVED);
  await other.fill("[name=role]", "一。二。三。四。");
  await says(other, SAVED);
  assert.equal(await other.inputValue("[name=role]"), "いち。二。三。四。");
  // The same sentence: both texts, and nothing is saved before somebody decides.
  await one.fill("[name=role]", "壱。二。三。");
  await says(one, SAVED);
  await other.fill("[name=role]", "イチ。二。三。四。");
  await says(other, t("hearings-autosave-meets"));
  await press(other, t("hearings-save"));
  assert.deepEqual(await other.locator(".both-texts dd").allInnerTexts(), ["壱。二。三。四。", "イチ。二。三。四。"]);
  await checkPage(other, "note-04-both");
});

test("a transcript is looked at before it is saved", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  // The text of a file would take the place of what is not saved.
  await page.context().setOffline(true);
  await page.fill("[name=role]", "まだ保存していない文。");
  await says(page, t("hearings-note-lost"));
  await page.getByRole("link", { name: t("hearings-import") }).click();
  await says(page, t("hearings-note-import-first"));
  assert.equal(new URL(page.url()).pathname, edit);
  await page.context().setOffline(false);
  await says(page, SAVED);
  await page.getByRole("link", { name: t("hearings-import") }).click();
  await checkPage(page, "note-05-import");
  const vtt = "WEBVTT\n\n00:05.000 --> 00:08.000\n<v 架空 花子>駅から遠い。\n";
  await page.setInputFiles("[name=file]", { name: "録音.vtt", mimeType: "text/vtt", buffer: Buffer.from(vtt) });
  await press(page, t("hearings-import-read"));
  assert.equal(await page.inputValue("[name=statements]"), "00:00:05／A／駅から遠い。");
  await checkPage(page, "note-06-read");
  await press(page, t("hearings-save"));
  await page.goto(edit);
  assert.equal(await page.inputValue("[name=statements]"), "00:00:05／A／駅から遠い。");
  assert.equal(await page.inputValue("[name=role]"), "まだ保存していない文。");
});
