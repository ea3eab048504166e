// A whole visit, as the coordinator goes: list, appointment, sheet before the visit, note, promises, today, agency, week.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { addAgency, agreeOnAppointment, day, openAgency } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const SURVEY = "/surveys/1";

/** How many sheets of paper a PDF has. */
async function sheets(path) {
  const bytes = (await readFile(path)).toString("latin1");
  return bytes.match(/\/Type\s*\/Page[^s]/g).length;
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a visit from the list to the agency's page, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    const name = `架空の相談室 みちすじ ${how}`;
    await addAgency(page, name);
    await openAgency(page, name);
    await checkPage(page, `visit-${how}-01-agency`);

    // Asked, to be called today.
    await page.selectOption("[name=state]", "requested");
    await page.fill("[name=next_contact_on]", day(0));
    await page.fill("[name=note]", "依頼状を送った。");
    await press(page, t("form-save"));
    await page.goto("/today");
    await page.getByRole("link", { name, exact: true }).click();

    // The call brings an appointment.
    await agreeOnAppointment(page, day(-5), "相談室1");
    await checkPage(page, `visit-${how}-02-appointment`);
    await page.getByRole("link", { name: t("approaches-print") }).click();
    await checkPage(page, `visit-${how}-03-sheet`);

    // The note begins with what was agreed.
    await page.goBack();
    await page.getByRole("link", { name: t("hearings-new"), exact: true }).click();
    await page.waitForURL(/\/hearings\/new/);
    assert.equal(await page.inputValue("[name=held_on]"), day(-5));
    assert.equal(await page.inputValue("[name=place]"), "相談室1");
    await page.fill("[name=role]", "相談は月に20件。");
    await page.fill("[name=tasks]", "・研修資料の見本を送る\n・件数の内訳を聞く");
    await press(page, t("hearings-save"));
    const note = new URL(page.url()).pathname;

    // Its promises get a person and a day.
    await page.getByRole("link", { name: t("promises-of-hearing") }).click();
    await page.getByLabel("研修資料の見本を送る").check();
    await page.fill("[name=due_on]", day(0));
    await checkPage(page, `visit-${how}-04-lines`);
    await press(page, t("promises-take-lines"));
    assert.equal(await page.locator(".thing").count(), 1);

    // Today asks for the note, which is late, and the promise.
    await page.goto("/today");
    await checkPage(page, `visit-${how}-05-today`);
    const late = page.locator(".thing", { hasText: name }).filter({ hasText: t("today-urgent") });
    assert.equal(await late.count(), 1, "the note is not asked for");
    const promise = page.locator(".thing", { hasText: "研修資料の見本を送る" }).filter({ hasText: name });
    const done = page.waitForEvent("load");
    await promise.getByRole("button").click();
    await done;
    await page.goto(`${note}/edit`);
    await press(page, t("hearings-finish"));
    await page.goto("/today");
    assert.equal(await page.locator(".thing", { hasText: name }).count(), 0, "all is done");

    // The board and the agency's page know it.
    await page.goto(`${SURVEY}/hearings/board`);
    await checkPage(page, `visit-${how}-06-board`);
    const recorded = page.locator("section[aria-labelledby=column-recorded] .board-card", { hasText: name });
    await recorded.locator("select").selectOption("confirmed");
    const moved = page.waitForEvent("load");
    await recorded.getByRole("button").click();
    await moved;
    const confirmed = page.locator("section[aria-labelledby=column-confirmed]", { hasText: name });
    assert.equal(await confirmed.count(), 1, "the card did not move");
    await confirmed.getByRole("link", { name, exact: true }).click();
    await page.getByRole("link", { name: t("approaches-to-agency") }).click();
    await page.waitForURL(/\/agencies\/\d+$/);
    const moves = await page.locator("main").innerText();
    assert.match(moves, /記録済 → 本人確認済/);
    await checkPage(page, `visit-${how}-07-everything`);
  });
}

test("the pages around it are as they should be, and print on one sheet each", async () => {
  const page = await app.signIn("coordinator");
  for (const [name, path] of Object.entries({
    list: `${SURVEY}/hearings`,
    today: `${SURVEY}/today`,
    promises: `${SURVEY}/promises`,
    promise: "/promises/1",
    week: `${SURVEY}/week`,
  })) {
    await page.goto(path);
    await checkPage(page, `visit-around-${name}`);
  }
  await page.goto(`${SURVEY}/week`);
  await page.fill("[name=points]", "窓口が分かれているという声が、三つの圏域で続けて聞かれた。".repeat(17));
  await press(page, t("form-save"));
  assert.equal(await sheets(await printPage(page, "visit-week")), 1, "the weekly page is longer than a sheet");

  // An agency that was heard: promises, the note before, contacts.
  await page.goto(`${SURVEY}/hearings?state=heard`);
  await page.locator("#hearing-list tbody th a").first().click();
  await page.getByRole("link", { name: t("approaches-print") }).click();
  assert.equal(await sheets(await printPage(page, "visit-sheet")), 1, "the sheet before a visit is two");
});

test("who may not see hearings sees none of it", async () => {
  for (const login of ["researcher", "viewer"]) {
    const page = await app.signIn(login);
    assert.equal(await page.getByRole("link", { name: t("nav-today"), exact: true }).count(), 0);
    for (const path of ["/today", `${SURVEY}/week`, `${SURVEY}/hearings/board`, "/agencies/1"]) {
      assert.equal((await page.goto(path)).status(), 403, `${login} ${path}`);
    }
  }
});
