// Answers from another service: looked at, corrected, taken once; and a survey made from a file. Requests for consultation
// from the page of who asks to the calendar of who answers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

let coordinator, questionnaire, survey;
const app = useService(async (app) => {
  coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 就労支援調査（取り込みの試験）");
  survey = new URL(coordinator.url()).pathname;
  await takeQuestionnaire(coordinator, "forum-after");
  await publish(coordinator);
  questionnaire = new URL(coordinator.url()).pathname;
});

/** An export as Google Forms makes it. Its second row has an answer that is no choice. */
const GOOGLE = [
  "タイムスタンプ,メールアドレス,どこで参加しましたか,お立場,次回の参加,次回への要望",
  "2026/11/20 10:15:23,hanako@example.jp,会場,家族,参加したい,雪の日に遠い",
  "2026/11/20 10:16:00,taro@example.jp,オンライン,当事者,たぶん,\"よかった, また来たい\"",
].join("\n");

async function bring(page, at, name, text) {
  await page.goto(at);
  await page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await press(page, t("answer-imports-look"));
}

const stat = (page, at) => page.locator(".stats .stat-value").nth(at).innerText();

for (const javaScript of [false, true]) {
  const how = javaScript ? "with" : "without";
  test(`a Google form's answers are looked at, corrected and taken once, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    const csv = javaScript ? GOOGLE.replaceAll("2026/11/20", "2026/11/21") : GOOGLE;
    await page.goto(`${questionnaire}/answers`);
    await checkPage(page, `brought-${how}-choose`);
    await bring(page, `${questionnaire}/answers`, "google.csv", csv);
    await page.waitForURL(/\/answer-imports\/\d+$/);
    await checkPage(page, `brought-${how}-preview`);
    assert.equal(await page.locator("[name=column-1]").inputValue(), "", "the mail address is not taken");
    assert.equal(await page.locator("[name=column-2]").inputValue(), "", "no question is called so");
    await page.selectOption("[name=column-2]", "f:attendance_mode");
    await press(page, t("answer-imports-look-again"));
    assert.equal(await page.locator("[name=column-2]").inputValue(), "f:attendance_mode");
    assert.match(await page.locator("#problem-table tbody").innerText(), /3\s+E 次回の参加\s+たぶん/);
    await press(page, t("answer-imports-accept"));
    assert.equal(await page.locator(".error-summary li").count(), 1, "consent has to be said");
    await checkPage(page, `brought-${how}-consent`);
    await page.locator("[name=consent][value='1']").check();
    await page.fill("[name=consent_note]", "フォームの冒頭で、集計することを説明した。");
    await press(page, t("answer-imports-accept"));
    await checkPage(page, `brought-${how}-taken`);
    assert.equal(await stat(page, 0), "1");

    await bring(page, `${questionnaire}/answers`, "google.csv", csv);
    assert.equal(await stat(page, 3), "1", "the row is known");
    assert.equal(await stat(page, 1), "0");
    await checkPage(page, `brought-${how}-again`);
    await press(page, t("answer-imports-discard"));
  });
}

test("a survey is made from a file", async () => {
  const rows = Array.from({ length: 8 }, (_, n) =>
    `2026/11/20 10:0${n}:00,架空 ${n},${["病院", "役所"][n % 2]},"${["電話, 会議", "電話"][n % 2]}",${["足りる", "足りない"][n % 2]},${["足りない", "足りる"][n % 2]},声その${n}`);
  const csv = ["タイムスタンプ,氏名,種類,道具,思うこと [連携],思うこと [人手],声", ...rows].join("\n");
  await coordinator.goto("/surveys");
  await coordinator.getByRole("link", { name: t("answer-imports-survey-title") }).click();
  await coordinator.waitForURL(/from-answers$/);
  await checkPage(coordinator, "brought-survey-choose");
  await bring(coordinator, "/surveys/from-answers", "前の調査.csv", csv);
  await coordinator.waitForURL(/\/survey$/);
  await checkPage(coordinator, "brought-survey-guess");
  await coordinator.selectOption("[name=column-6]", "long");
  await press(coordinator, t("answer-imports-look-again"));
  await coordinator.selectOption("[name=region]", { index: 1 });
  await coordinator.fill("[name=purpose]", "前の年と比べるため。");
  await coordinator.fill("[name=host]", "架空の会");
  await coordinator.fill("[name=contact]", "電話 000-000-0000");
  await coordinator.locator("[name=consent][value=aggregate]").check();
  await coordinator.fill("[name=consent_note]", "用紙に書いて説明した。");
  await press(coordinator, t("answer-imports-make"));
  await coordinator.waitForURL(/\/answer-imports\/\d+$/);
  await checkPage(coordinator, "brought-survey-made");
  assert.equal(await stat(coordinator, 0), "8");
});

test("a request for consultation, from the page of who asks to the calendar of who answers", async () => {
  await coordinator.goto(survey);
  await takeQuestionnaire(coordinator, "consultation");
  const link = await publish(coordinator);
  const requests = `${new URL(coordinator.url()).pathname}/consultations`;
  const person = await app.visitor({ javaScript: false, width: 320 });
  await person.goto(link);
  await press(person, t("fill-start-consultation"));
  await checkPage(person, "consultation-ask");
  await person.locator("[name=topic][value='2']").check();
  await person.locator("[name=for_whom][value='1']").check();
  await person.fill("[name=request_text]", "復職の時期について相談したい。");
  await press(person, t("fill-next"));
  await person.fill("[name=person_name]", "架空 花子");
  await person.locator("[name=way][value='1']").check();
  await person.fill("[name=email]", "hanako@example.jp");
  await person.locator("[name=meeting][value='1']").check();
  await person.locator("form[data-fill] button.button[value=next]").click();
  await person.waitForURL(/\/check$/);
  await press(person, t("fill-submit"));
  await person.waitForURL(/\/receipt$/);
  await checkPage(person, "consultation-receipt");
  assert.match(await person.locator("main").innerText(), /当日か翌日/);

  await coordinator.goto(requests);
  await checkPage(coordinator, "consultation-list");
  await coordinator.locator("#request-table a").click();
  await coordinator.waitForURL(/\/consultations\/\d+$/);
  await coordinator.fill("[name=day]", "2026-12-01");
  await coordinator.fill("[name=clock]", "10:00");
  await coordinator.fill("[name=place]", "https://meeting.example.jp/a");
  await press(coordinator, t("consultations-meeting-save"));
  await coordinator.fill("[name=note]", "電話で日程を決めた。");
  await press(coordinator, t("consultations-note-add"));
  await checkPage(coordinator, "consultation-show");
  const file = await coordinator.request.get(`${new URL(coordinator.url()).pathname}/calendar.ics`);
  assert.equal(file.status(), 200);
  assert.match(await file.text(), /DTSTART:20261201T010000Z\r\n/);
});
