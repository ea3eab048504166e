// Inviting agencies: from a list in a file to letters, an answer on a telephone, rates, a reminder and declining letters.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { startMailServer } from "./mail_server.mjs";
import { answerAll } from "./respondent.mjs";
import { t } from "./words.mjs";

const mail = await startMailServer();
after(() => mail.stop());

let coordinator, questionnaire, area;
const app = useService(
  async (app) => {
    coordinator = await app.signIn("coordinator");
    await coordinator.goto("/agencies");
    area = await coordinator.locator("select[name=region] option").nth(2).innerText();
    await makeSurvey(coordinator, "架空の招待");
    await takeQuestionnaire(coordinator, "forum-after");
    await publish(coordinator);
    questionnaire = new URL(coordinator.url()).pathname;
  },
  { KIKITORI_SMTP_URL: mail.url, KIKITORI_MAIL_FROM: "架空の会 <kakuu@example.jp>" },
);

/** The only letter to an address with that subject, as the mail server took it. */
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

const list = () => [
  "機関名,種別,圏域,担当者,メール,FAX,住所",
  `架空招待センター,22,${area},架空 花子,first@example.jp,,`,
  `架空招待病院,12,${area},,second@example.jp,,`,
  `架空招待役場,50,${area},福祉課,,000-000-0001,架空県架空市1-1`,
  `架空招待の誤り,,${area},,x,,`,
];

test("a list is looked at before it is taken", async () => {
  const page = coordinator;
  await page.goto("/agencies");
  await checkPage(page, "inviting-agencies");
  await page.getByRole("link", { name: t("roster-title") }).click();
  await checkPage(page, "inviting-import");
  const file = { name: "名簿.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${list().join("\r\n")}\r\n`) };
  await page.setInputFiles("#file", file);
  await press(page, t("roster-look"));
  assert.deepEqual(await page.locator(".stats .stat-value").allInnerTexts(), ["3", "0", "0", "1"]);
  await checkPage(page, "inviting-import-preview");
  await press(page, t("roster-take", { n: "3" }));
  await page.getByRole("link", { name: "架空招待センター" }).click();
  await checkPage(page, "inviting-agency");
  await page.getByRole("link", { name: "架空 花子" }).click();
  await checkPage(page, "inviting-contact");
});

/** Agencies stand on several pages; looks for those with this in their name. */
async function lookFor(page, name) {
  await page.fill("[name=name]", name);
  await Promise.all([page.waitForEvent("load"), page.press("[name=name]", "Enter")]);
}

test("agencies are invited, asked by mail, answer on a telephone, and are asked again or not", async () => {
  const page = coordinator;
  await page.goto(questionnaire);
  await page.getByRole("link", { name: t("inviting-title") }).click();
  await checkPage(page, "inviting-settings");
  await page.getByLabel(t("inviting-mode-known")).check();
  await page.fill("[name=deadline]", "2027-01-15");
  await press(page, t("form-save"));
  await checkPage(page, "inviting-nobody");
  await page.getByRole("link", { name: t("inviting-choose") }).first().click();
  await lookFor(page, "架空招待");
  for (const name of ["架空招待センター", "架空招待病院", "架空招待役場"]) await page.getByLabel(name).check();
  // The key Enter looks for others, and what is ticked stays.
  await lookFor(page, "招待役場");
  assert.equal(await page.locator("#agencies-table [name=agency]").count(), 1);
  assert.equal(await page.locator("[name=agency]:checked").count(), 3);
  await checkPage(page, "inviting-choose-found");
  await press(page, t("common-filter-reset"));
  assert.equal(await page.locator("[name=agency]:checked").count(), 3);
  await checkPage(page, "inviting-choose");
  await press(page, t("inviting-invite-ticked"));
  await checkPage(page, "inviting-index");
  const code = await page.locator("#invitations-table tr", { hasText: "架空招待役場" }).locator("code").innerText();

  await page.goto(`${questionnaire}/invitations/print`);
  assert.equal(await page.locator(".letter-sheet").count(), 1, "who gets no mail gets a letter");
  await checkPage(page, "inviting-print");
  await printPage(page, "inviting-print");
  await page.goto(`${questionnaire}/invitations/print?what=fax`);
  await checkPage(page, "inviting-fax");

  await page.goto(`${questionnaire}/invitations/letters`);
  await checkPage(page, "inviting-letters");
  await press(page, t("inviting-send", { n: "2" }));

  // By the code of the letter, misread at first.
  const town = await app.visitor({ javaScript: false, width: 320 });
  await town.goto("/i");
  await checkPage(town, "invited-code");
  await town.fill("#code", code.replace(/^./, (c) => (c === "X" ? "W" : "X")));
  await press(town, t("invited-code-go"));
  assert.match(await town.locator(".error-summary").innerText(), /読み違いかもしれません/);
  await checkPage(town, "invited-code-misread");
  await town.fill("#code", code.toLowerCase().replace("-", " "));
  await press(town, t("invited-code-go"));
  await checkPage(town, "invited-show");
  await press(town, t("fill-start"));

  const letter = await letterTo("first@example.jp", /お願い/);
  const [link] = letter.text.match(/http:\/\/127\.0\.0\.1:\d+\/i\/\w+/);
  const person = await app.visitor({ javaScript: false, width: 320 });
  await person.goto(link);
  await press(person, t("fill-start"));
  await answerAll(person);
  await press(person, t("fill-submit"));
  await person.goto(link);
  await checkPage(person, "invited-received");

  await page.goto(`${questionnaire}/invitations`);
  const total = await page.locator("#rates-kind tbody tr").last().locator("th, td").allInnerTexts();
  assert.deepEqual(total.map((text) => text.trim()).slice(1), ["3", "1", "1", "1", "0", "0", "33.3%"]);
  await checkPage(page, "inviting-rates");

  await page.goto(`${questionnaire}/invitations/letters?kind=reminder`);
  await checkPage(page, "inviting-reminder");
  await press(page, t("inviting-send", { n: "1" }));
  const reminder = await letterTo("second@example.jp", /再度/);
  const [optOut] = reminder.text.match(/http:\/\/127\.0\.0\.1:\d+\/o\/\w+/);
  const second = await app.visitor({ javaScript: false, width: 320 });
  await second.goto(optOut);
  await checkPage(second, "opt-out");
  await press(second, t("opt-out-do"));
  await second.getByText(t("opt-out-done-text")).waitFor();
  await checkPage(second, "opt-out-done");
  await page.goto(`${questionnaire}/invitations/letters?kind=reminder`);
  await page.getByText(t("inviting-send-nobody")).waitFor();
  const toFirst = (await mail.letters()).filter((one) => one.to.includes("first@example.jp"));
  assert.equal(toFirst.length, 1, "who has answered is not asked again");
  await page.goto(`${questionnaire}/invitations/bounces`);
  await checkPage(page, "inviting-bounces");
});

test("an anonymous invitation says what is kept, and is used up by one answer", async () => {
  const page = coordinator;
  await makeSurvey(page, "架空の無記名の招待");
  await takeQuestionnaire(page, "forum-after");
  await publish(page);
  const own = new URL(page.url()).pathname;
  await page.goto(`${own}/inviting`);
  await page.getByLabel(t("inviting-mode-anonymous")).check();
  await press(page, t("form-save"));
  await page.goto(`${own}/invitations/new`);
  await lookFor(page, "架空招待");
  for (const name of ["架空招待センター", "架空招待役場"]) await page.getByLabel(name).check();
  await press(page, t("inviting-invite-ticked"));
  const code = await page.locator("#invitations-table tbody code").first().innerText();

  const person = await app.visitor({ javaScript: false, width: 320 });
  await person.goto("/i");
  await person.fill("#code", code);
  await press(person, t("invited-code-go"));
  const link = person.url();
  await checkPage(person, "invited-anonymous");
  await press(person, t("fill-start"));
  await answerAll(person);
  const check = person.url();
  await person.goto(check.replace(/\.\w+\/check$/, "/check"));
  await checkPage(person, "check-asks-code");
  await press(person, t("fill-submit"));
  assert.match(await person.locator(".error-summary").innerText(), /招待コードを入力/);
  await person.goto(check);
  await press(person, t("fill-submit"));
  assert.match(person.url(), /\/q\/\w+\/\w+\/receipt$/);
  await checkPage(person, "receipt-anonymous");
  await person.goto(link);
  await person.getByText(t("invited-received-text")).waitFor();
  await page.goto(`${own}/invitations`);
  assert.match(await page.locator("#rates-kind").innerText(), /\*/);
  await checkPage(page, "inviting-index-anonymous");
});
