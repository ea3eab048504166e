// Signing up for an event: on a telephone without JavaScript, at a desk with it, by mail, and at the reception.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { checkPage, press, printPage, useService } from "./harness.mjs";
import { startMailServer } from "./mail_server.mjs";
import { t } from "./words.mjs";

const mail = await startMailServer();
after(() => mail.stop());

let coordinator, questionnaire, link;
const app = useService(
  async (app) => {
    coordinator = await app.signIn("coordinator");
    await coordinator.goto("/surveys");
    await coordinator.locator("main .card-title a[href^='/surveys/']").first().click();
    const page = coordinator.getByRole("link", { name: /参加申込/ }).first();
    await page.waitFor();
    await page.click();
    await coordinator.waitForURL(/\/questionnaires\/\d+$/);
    questionnaire = new URL(coordinator.url()).pathname;
    link = await coordinator.getByRole("link", { name: t("questionnaires-open-form") }).getAttribute("href");
  },
  { KIKITORI_SMTP_URL: mail.url, KIKITORI_MAIL_FROM: "架空の会 <forum@example.jp>" },
);

/** Fills in the sign-up of an invented person; ends where it can be sent. */
async function fillIn(page, { name, seat, email = "" }, look = async () => {}) {
  await page.fill("[name=person_name]", name);
  await page.fill("[name=person_kana]", "かくう はなこ");
  await page.fill("[name=phone]", "０００−０００−０００１");
  await page.fill("[name=email]", email);
  await page.selectOption("[name=municipality]", "98");
  await page.locator("[name=affiliation][value='3']").check();
  await page.locator(`[name=attendance_mode][value='${seat}']`).check();
  await look();
  const next = page.locator("form[data-fill] button.button[value=next]");
  await Promise.all([page.waitForEvent("load"), next.click()]);
  assert.match(page.url(), /\/check$/);
}

async function start(page) {
  await page.goto(link);
  await press(page, t("fill-start-signup"));
}

async function setPlaces(n) {
  await coordinator.goto(`${questionnaire}/registrations`);
  await coordinator.locator("[name=capacity]").first().fill(String(n));
  await Promise.all([coordinator.waitForEvent("load"), coordinator.locator("form[action$='/capacity'] button").first().click()]);
}

const confirmed = async () => Number(await coordinator.locator(".stats .stat-value").first().innerText());

test("a full house on a telephone without JavaScript: waiting, getting the place, giving it back", async () => {
  await setPlaces(999);
  await setPlaces((await confirmed()) + 1);
  const person = await app.visitor({ javaScript: false, width: 320 });
  await start(person);
  await fillIn(person, { name: "架空 一郎", seat: "1", email: "ichiro@example.jp" }, () => checkPage(person, "sign-up-form"));
  await press(person, t("fill-submit"));
  await person.locator(".registration-confirmed .qr-inline svg").waitFor();
  await checkPage(person, "sign-up-receipt");

  const late = await app.visitor({ javaScript: false, width: 320 });
  await start(late);
  assert.match(await late.locator("main").innerText(), /満席・キャンセル待ち0人/);
  await fillIn(late, { name: "架空 二郎", seat: "1", email: "jiro@example.jp" });
  await press(late, t("fill-submit"));
  await late.locator(".error-summary").waitFor();
  await checkPage(late, "sign-up-full");
  await late.getByLabel(t("fill-full-wait")).check();
  await press(late, t("fill-submit"));
  await late.locator(".registration-waiting").waitFor();
  await checkPage(late, "sign-up-waiting");

  await person.getByRole("link", { name: t("signup-cancel") }).click();
  await checkPage(person, "sign-up-cancel");
  await press(person, t("signup-cancel-do"));
  await person.locator(".registration-cancelled").waitFor();
  await checkPage(person, "sign-up-cancelled");
  await late.reload();
  await late.locator(".registration-confirmed .qr-inline svg").waitFor();
  const letter = await letterTo("jiro@example.jp", /席をご用意できました/);
  assert.match(letter.text, /架空 二郎 様/);
  const [own] = letter.text.match(/http:\/\/127\.0\.0\.1:\d+\/s\/\w+/);
  await late.goto(own);
  await late.locator(".registration-confirmed").waitFor();
  await checkPage(late, "sign-up-own-page");
});

/** The letter with that subject, as the mail server took it. */
async function letterTo(address, subject) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = (await mail.letters()).filter((letter) => letter.to.includes(address) && subject.test(letter.subject));
    assert.ok(found.length <= 1, `${found.length} letters instead of one`);
    if (found.length) return found[0];
    assert.ok(Date.now() < deadline, `no letter ${subject} to ${address}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("somebody else is signed up after oneself, with JavaScript", async () => {
  const person = await app.visitor();
  await start(person);
  await fillIn(person, { name: "架空 三郎", seat: "2", email: "saburo@example.jp" });
  await press(person, t("fill-submit"));
  await person.getByLabel(t("signup-next-contact")).check();
  await press(person, t("signup-next"));
  assert.equal(await person.inputValue("[name=email]"), "saburo@example.jp");
  assert.equal(await person.inputValue("[name=person_name]"), "");
  await fillIn(person, { name: "架空 四郎", seat: "2", email: "saburo@example.jp" });
  await press(person, t("fill-submit"));
  await person.locator(".registration-confirmed").waitFor();
});

test("the office sees the list, writes to those online, prints badges and receives people", async () => {
  const page = coordinator;
  await page.goto(`${questionnaire}/registrations`);
  await checkPage(page, "registrations");
  await page.goto(`${questionnaire}/registrations/counts`);
  await checkPage(page, "registrations-counts");
  await page.goto(`${questionnaire}/registrations`);
  await page.locator("#people-table tbody a").first().click();
  await page.waitForURL(/\/registrations\/\d+$/);
  await checkPage(page, "registrations-person");
  const code = await page.locator(".summary-row", { hasText: t("registrations-column-code") }).locator("dd").first().innerText();

  await page.goto(`${questionnaire}/check-in`);
  await page.locator("#code:focus").waitFor();
  await checkPage(page, "check-in");
  await page.locator("#code").fill("AAAA");
  await press(page, t("registrations-in-do"));
  await page.locator("[role=alert]").waitFor();
  // A reader of QR codes types and sends by Enter.
  await page.locator("#code").focus();
  await page.keyboard.insertText(`${app.url}/check-in/${code.replaceAll("-", "").toLowerCase()}`);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await page.locator(".notice-success").waitFor();
  await checkPage(page, "check-in-done");

  await page.goto(`${questionnaire}/letters`);
  await checkPage(page, "letters");
  await page.fill("[name=body]", "{name} 様\n\nhttps://meeting.example.jp/1");
  await press(page, t("registrations-letter-look"));
  await checkPage(page, "letters-preview");
  await page.locator("button[value=send]").click();
  await page.waitForURL(/\/registrations$/);
  const deadline = Date.now() + 30_000;
  while ((await mail.letters()).filter((letter) => letter.text.includes("架空 四郎 様\n\nhttps://meeting")).length !== 1) {
    assert.ok(Date.now() < deadline, "no letter with the address of the meeting");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  await page.goto(`${questionnaire}/badges`);
  await checkPage(page, "badges");
  await printPage(page, "badges");
});
