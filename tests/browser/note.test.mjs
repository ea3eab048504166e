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
  await says(again, t("hearings-note-restored"));
  assert.equal(await again.inputValue("[name=role]"), "はじめの文。線が切れている間の文。");
  // What came back is saved when somebody goes on with it.
  await again.locator("[name=role]").press("End");
  await again.locator("[name=role]").pressSequentially("続き。");
  await says(again, SAVED);
  assert.equal(await again.inputValue("[name=forum]"), "ほかの人の文。");
  await other.goto(edit);
  assert.equal(await other.inputValue("[name=role]"), "はじめの文。線が切れている間の文。続き。");
  assert.equal(await other.inputValue("[name=forum]"), "ほかの人の文。");
});

test("a text that is too long says so, and what came back can be dropped", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  await page.fill("[name=role]", "長".repeat(400_000));
  const tooLong = t("hearings-note-too-long", { n: "50000" });
  await says(page, tooLong);
  // The button does not leave the page either.
  const refused = page.waitForResponse((answer) => answer.status() === 413);
  await page.getByRole("button", { name: t("hearings-save"), exact: true }).click();
  await refused;
  await says(page, tooLong);
  assert.equal(new URL(page.url()).pathname, edit);
  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await again.goto(edit);
  await says(again, t("hearings-note-restored"));
  await again.getByRole("button", { name: t("hearings-note-discard") }).focus();
  await again.keyboard.press("Enter");
  await says(again, t("hearings-note-discarded"));
  assert.equal(await again.inputValue("[name=role]"), "はじめの文。");
  await again.fill("[name=role]", "はじめの文。短い続き。");
  await says(again, SAVED);
  await again.goto(edit);
  assert.equal(await again.inputValue("[name=role]"), "はじめの文。短い続き。");
  assert.equal(await again.getByRole("button", { name: t("hearings-note-discard") }).count(), 0);
});

test("a note goes on being saved, by itself and by its button, after signing in again in another window", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  const signInAgain = async () =>
    page.context().addCookies(await (await app.signIn("coordinator")).context().cookies());
  await page.context().clearCookies();
  await page.fill("[name=role]", "はじめの文。切れたあとの文。");
  await says(page, t("hearings-note-signed-out"));
  await signInAgain();
  await says(page, SAVED);
  // Nothing left to be saved by itself: the button takes the other session's token all the same.
  await page.context().clearCookies();
  await signInAgain();
  await press(page, t("hearings-save"));
  assert.match(await page.locator("main").innerText(), /切れたあとの文。/);
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

test("a new note that does not arrive stays in the browser", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${SURVEY}/hearings/new`);
  await page.selectOption("[name=agency]", { index: 2 });
  await page.fill("[name=role]", "届かない文。");
  const isSent = (url) => url.pathname === `${SURVEY}/hearings`;
  await page.route(isSent, (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 503, body: "down" }) : route.continue(),
  );
  await press(page, t("hearings-save"));
  await page.unroute(isSent);
  await page.goto(`${SURVEY}/hearings/new`);
  assert.equal(await page.inputValue("[name=role]"), "届かない文。");
});

test("a copy is its writer's own and goes when the writer signs out", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${SURVEY}/hearings/new`);
  await page.fill("[name=role]", "人に見せない文。");
  await says(page, new RegExp(t("hearings-note-kept", { time: "\\d+:\\d\\d" })));
  const copies = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("note:")));
  await page.goto("/surveys");
  assert.equal((await copies()).length, 1);
  // Somebody else at the same browser, after the session ran out.
  const cookies = (await (await app.signIn("admin")).context().cookies()).filter(({ name }) => name === "kikitori");
  const own = (await page.context().cookies()).filter(({ name }) => name === "kikitori");
  await page.context().addCookies(cookies);
  await page.goto(`${SURVEY}/hearings/new`);
  assert.equal(await page.inputValue("[name=role]"), "");
  await page.context().addCookies(own);
  await page.goto(`${SURVEY}/hearings/new`);
  assert.equal(await page.inputValue("[name=role]"), "人に見せない文。");
  await page.goto("/surveys");
  await press(page, t("common-sign-out"));
  await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith("note:")));
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
  // Closed and opened again, it still asks.
  const context = other.context();
  await other.close();
  const again = await context.newPage();
  await again.goto(edit);
  await says(again, t("hearings-note-restored"));
  assert.equal(await again.inputValue("[name=role]"), "イチ。二。三。四。");
  await press(again, t("hearings-save"));
  assert.deepEqual(await again.locator(".both-texts dd").allInnerTexts(), ["壱。二。三。四。", "イチ。二。三。四。"]);
});

test("what is pasted from a word processor is its words alone", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const html = "<p class=MsoNormal onclick='alert(1)'>通院の日<b>に</b></p><table><tr><td>月</td><td>20件</td></tr></table><script>alert(1)</script>";
  await page.evaluate(async (both) => {
    const blobs = Object.entries(both).map(([type, words]) => [type, new Blob([words], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, { "text/html": html, "text/plain": "通院の日に\n月\t20件\n" });
  await page.locator("[name=role]").press("End");
  await page.keyboard.press("Control+V");
  await says(page, SAVED);
  await page.goto(edit.replace("/edit", ""));
  const note = page.locator("[data-note=role]");
  assert.equal(await note.evaluate((own) => own.textContent.trim()), "はじめの文。通院の日に\n月\t20件");
  assert.equal(await note.locator("table, b, [onclick], script").count(), 0);
});

test("a transcript is looked at before it is saved", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
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
});

test("unsaved words are not left for the text of a file", async () => {
  const page = await app.signIn("coordinator");
  const edit = await makeNote(page, { role: "はじめの文。" });
  await page.goto(edit);
  await page.context().setOffline(true);
  await page.fill("[name=role]", "まだ保存していない文。");
  await says(page, t("hearings-note-lost"));
  await page.getByRole("link", { name: t("hearings-import") }).click();
  await says(page, t("hearings-note-import-first"));
  assert.equal(new URL(page.url()).pathname, edit);
  await page.context().setOffline(false);
  await says(page, SAVED);
  await page.getByRole("link", { name: t("hearings-import") }).click();
  await page.waitForURL(/\/import$/);
});
