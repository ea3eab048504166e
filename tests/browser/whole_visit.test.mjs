// A whole visit, from the list to the region and back: list, appointment, note, coding, the interviewee's confirmation, a case on the
// region's page, and off it again when the interviewee takes their part back.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addAgency,
  agreeOnAppointment,
  answerCheckList,
  askToConfirm,
  day,
  openAgency,
  shareCards,
} from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const SURVEY = "/surveys/1";

/** Opens the link as the interviewee does and says of each section what `answers` has. */
async function confirm(person, link, answers, name) {
  await person.goto(link);
  await checkPage(person, `${name}-page`);
  for (const [section, answer] of Object.entries(answers)) {
    await person.locator(`input[name=answer-${section}][value=${answer}]`).check({ force: true });
  }
  await press(person, t("confirming-send"));
  await checkPage(person, `${name}-sent`);
}

/** Goes to the segments of good practice and ticks the one with these words, on whichever page of the list it is. */
async function tickSegment(page, words) {
  await page.goto(`${SURVEY}/cards`);
  await page.locator("a[href^='/codes/'][href$='/segments']").first().click();
  await page.waitForURL(/\/segments$/);
  const { pathname } = new URL(page.url());
  for (let number = 1; number <= 5; number += 1) {
    await page.goto(`${pathname}?of=notes&page=${number}`);
    const line = page.locator("#to-card li").filter({ has: page.locator("mark", { hasText: words }) });
    if (await line.count()) return line.locator("input[name=segment]").check();
  }
  throw new Error(`no segment says "${words}"`);
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a whole visit, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    const name = `架空の相談室 ひとめぐり ${how}`;
    // Nothing of the agency's name.
    const title = `架空の事例 その${javaScript ? "一" : "二"}`;
    // What is heard: other words in each run, so that they are found again.
    const began = `${javaScript ? "朝" : "昼"}の作業の表を医師に見せ`;
    // Of a kind that many on the list are of, so that the case names none.
    await addAgency(page, name, "22");

    // List, appointment, note.
    const agency = await openAgency(page, name);
    await agreeOnAppointment(page, day(-1), "相談室2");
    await checkPage(page, `whole-${how}-01-appointment`);
    await page.getByRole("link", { name: t("hearings-new"), exact: true }).click();
    await page.waitForURL(/\/hearings\/new/);
    for (const use of ["may_share", "may_show_case"]) {
      await page.locator(`input[name=${use}][value=yes]`).check({ force: true });
    }
    await page.fill("[name=role]", "相談は月に20件。");
    await page.fill("[name=good_practice]", `${began}、働き方をいっしょに決めた。`);
    await press(page, t("hearings-finish"));
    const note = new URL(page.url()).pathname;

    // Coding: the sentence is a good practice.
    await page.locator("#section-good_practice details:has(form[data-mark]) > summary").click();
    const marking = page.locator("form[data-mark=good_practice]");
    await marking.locator("input[type=checkbox][name=span]").first().check();
    const marked = page.waitForEvent("load");
    await marking.locator("button[value=good_practice]").click();
    await marked;
    await checkPage(page, `whole-${how}-02-coded`);

    // The interviewee reads it and stands by it.
    const person = await app.visitor({ javaScript, width: 320 });
    const first = await askToConfirm(page, note);
    await confirm(person, first, { role: "fits", good_practice: "fits" }, `whole-${how}-03-confirmed`);
    await page.goto(agency);
    assert.match(await page.locator("main").innerText(), /記録済 → 本人確認済/);

    // A case is made of the coded segment, checked and published.
    await tickSegment(page, began);
    await press(page, t("cards-pick-take"));
    await page.fill("[name=title]", title);
    await page.fill("[name=background]", "40代の方。");
    await page.fill("[name=steps]", "作業を表にして、受診に同行した。");
    await page.fill("[name=idea]", "医師に表を見せて尋ねた。");
    await page.fill("[name=result]", "働き続けている。");
    await page.locator("input[name=themes][value=G02]").check();
    await press(page, t("cards-save-and-check"));
    await answerCheckList(page);
    await checkPage(page, `whole-${how}-04-checked`);
    await press(page, t("cards-publish-now"));

    const list = await shareCards(page);
    const reader = await app.visitor({ javaScript });
    await reader.goto(list);
    await reader.getByRole("link", { name: title, exact: true }).click();
    await reader.waitForURL(/\/cards\/\d+$/);
    await checkPage(reader, `whole-${how}-05-public`);
    const card = new URL(reader.url()).pathname;
    const read = await reader.locator("main").innerText();
    assert.ok(read.includes("医師に表を見せて尋ねた。") && !read.includes(name), "the case names nobody");

    // Asked again, the interviewee takes that part back: the case is gone at once, and the office is told.
    const second = await askToConfirm(page, note);
    await confirm(person, second, { role: "fits", good_practice: "withheld" }, `whole-${how}-06-withheld`);
    assert.equal((await reader.goto(card)).status(), 410, "the card is still shown");
    await checkPage(reader, `whole-${how}-07-gone`);
    await reader.goto(list);
    assert.equal(await reader.getByRole("link", { name: title, exact: true }).count(), 0);
    await page.goto("/today");
    assert.equal(await page.locator(".thing", { hasText: title }).count(), 1, "nobody is told");
    await page.goto(note);
    await checkPage(page, `whole-${how}-08-note`);
    assert.match(await page.locator("#section-good_practice").innerText(), new RegExp(t("confirmations-taken-back")));
    await page.goto(`${agency}/print`);
    await checkPage(page, `whole-${how}-09-print`);
    const sheet = await page.locator("main").innerText();
    assert.ok(sheet.includes(t("confirmations-taken-back")) && !sheet.includes(began), "it is on the sheet");
  });
}
