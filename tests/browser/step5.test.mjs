// Step 5, local stakeholders: the feedback page of a region behind a share link that expires and can be revoked.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { checkPage, press, printPage, useService } from "./harness.mjs";
import { answerAll, start } from "./respondent.mjs";
import { t } from "./words.mjs";

const app = useService();
/** Printed from the browser, which spares less room than the PDF of the service. */
const MOST_PAGES = 4;
const FEEDBACK = "/surveys/1/feedback";

/** Makes a share link for the whole region (or the area at this place of the list) and returns its path. */
async function share(page, area = 0) {
  await page.goto(FEEDBACK);
  await page.locator("form[action$='/links'] select[name=region]").selectOption({ index: area });
  await press(page, t("feedback-link-create"));
  const address = await page.locator(".share-link input").first().inputValue();
  return new URL(address).pathname;
}

/** Approves the sheet of the whole region as it is now; a reason is given where there is a version already. */
async function publish(page, reason) {
  await page.goto(`${FEEDBACK}/preview`);
  if (await page.locator("#reason").count()) await page.locator("#reason").fill(reason);
  if (await page.locator("#confirmed").count()) await page.locator("#confirmed").check();
  await press(page, t("sheet-publish-now"));
}

/** Of every picture that is cut at the right on a telephone the page says that it can be scrolled, and of no other one. */
async function saysWhatGoesOn(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 720 });
  const figures = await page.locator(".sheet figure").evaluateAll((all) =>
    all.map((figure) => {
      const chart = figure.querySelector(".figure-chart");
      const hint = figure.querySelector(".figure-scroll");
      return {
        title: figure.querySelector(".figure-title").textContent,
        isCut: chart.scrollWidth > chart.clientWidth + 1,
        isSaid: Boolean(hint?.checkVisibility()),
        isReached: chart.tabIndex === 0,
      };
    }),
  );
  await page.setViewportSize(before);
  assert.ok(figures.length > 0, "the sheet has pictures");
  for (const { title, isCut, isSaid, isReached } of figures) {
    assert.equal(isSaid, isCut, `${title}: what goes on to the right is ${isSaid ? "" : "not "}said`);
    assert.ok(!isCut || isReached, `${title} is reached by keyboard`);
  }
}

test("a link shows the sheet to people without an account, until it is revoked", async () => {
  const coordinator = await app.signIn("coordinator");
  await coordinator.goto(FEEDBACK);
  await checkPage(coordinator, "step5-01-compose");
  await coordinator.goto(`${FEEDBACK}/sheet`);
  await checkPage(coordinator, "step5-01-arrange");
  await coordinator.goto(`${FEEDBACK}/preview`);
  await checkPage(coordinator, "step5-01-preview");
  const link = await share(coordinator);
  await checkPage(coordinator, "step5-02-shared");

  const stakeholder = await app.visitor({ javaScript: false });
  assert.equal((await stakeholder.goto(link)).status(), 200);
  await checkPage(stakeholder, "step5-03-sheet");
  await saysWhatGoesOn(stakeholder);
  const paper = await printPage(stakeholder, "step5-03-sheet");
  const about = execFileSync("pdfinfo", [paper], { encoding: "utf8" });
  assert.match(about, /Page size:.*A4/);
  const pages = Number(about.match(/Pages:\s+(\d+)/)[1]);
  assert.ok(pages <= MOST_PAGES, `the sheet is printed on ${pages} pages`);

  await coordinator.goto(FEEDBACK);
  const revoked = coordinator.waitForEvent("load");
  await coordinator.locator("form[action$='/revoke'] button").first().click();
  await revoked;
  const answer = await stakeholder.goto(link);
  assert.ok([404, 410].includes(answer.status()), `a revoked link answers ${answer.status()}`);
  await checkPage(stakeholder, "step5-04-revoked");
});

test("the sheet is read in plain language, with readings and the same numbers", async () => {
  const coordinator = await app.signIn("coordinator");
  const link = await share(coordinator);
  const stakeholder = await app.visitor({ javaScript: false, width: 320 });
  await stakeholder.goto(link);
  const numbers = () => stakeholder.locator("main td.number").allTextContents();
  const usual = await numbers();
  await stakeholder.getByRole("link", { name: t("sheet-to-plain") }).click();
  await stakeholder.getByRole("link", { name: t("sheet-to-usual") }).waitFor();
  assert.deepEqual(await numbers(), usual);
  assert.ok(await stakeholder.locator("main ruby").count(), "hard words have readings");
  await checkPage(stakeholder, "step5-09-plain");
});

test("whoever answered finds the own answers beside those of the region", async () => {
  const coordinator = await app.signIn("coordinator");
  await coordinator.goto("/questionnaires/1");
  const link = await coordinator.getByRole("link", { name: t("questionnaires-open-form") }).getAttribute("href");
  const agency = await app.visitor({ javaScript: false });
  await start(agency, link);
  await answerAll(agency);
  await press(agency, t("fill-submit"));
  await agency.getByRole("link", { name: t("own-to") }).click();
  await agency.getByRole("heading", { name: t("own-title"), level: 1 }).waitFor();
  assert.ok(await agency.locator("main figure").count(), "the published sheet has closed questions");
  assert.match(await agency.locator("main").innerText(), /◀/);
  await checkPage(agency, "step5-10-own");
  await printPage(agency, "step5-10-own");
});

test("a tampered link shows nothing", async () => {
  const coordinator = await app.signIn("coordinator");
  const link = await share(coordinator);
  const stakeholder = await app.visitor();
  const last = link.at(-1) === "a" ? "b" : "a";
  assert.equal((await stakeholder.goto(link.slice(0, -1) + last)).status(), 404);
  assert.equal((await stakeholder.goto(FEEDBACK)).url().includes("/sign-in"), true);
});

test("every area has a sheet, and none shows a number of one to four people", async () => {
  const coordinator = await app.signIn("coordinator");
  await coordinator.goto(FEEDBACK);
  const previews = await coordinator.locator(".files a[href*='/preview']").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(previews.length > 1, "a region has areas");
  for (const [place, preview] of previews.entries()) {
    assert.equal((await coordinator.goto(preview)).status(), 200, preview);
    await checkPage(coordinator, `step5-05-area-${place}`);
    // How many are on the list is no secret; how many of them said something is.
    const cells = await coordinator.locator(`main .figures td:not([data-label="${t("explore-invited")}"])`).allTextContents();
    const counts = cells.map((cell) => cell.trim()).filter((cell) => /^\d+$/.test(cell));
    const small = counts.filter((count) => Number(count) >= 1 && Number(count) < 5);
    assert.deepEqual(small, [], `${preview} shows small counts`);
  }
});

test("a quote goes onto the sheet only after somebody has checked it", async () => {
  const coordinator = await app.signIn("coordinator");
  const link = await share(coordinator);
  await coordinator.goto(`${FEEDBACK}?state=open`);
  await coordinator.locator(".quote-form a").first().click();
  const form = coordinator.locator("#quote-form");
  await form.waitFor();
  await checkPage(coordinator, "step5-05-quote");
  // A name is marked and a button puts something else in its place; what was typed stays.
  const text = form.locator("textarea[name=text]");
  await text.fill("（試験）株式会社しらかば製作所の４２歳の方が続けられました。");
  await press(coordinator, t("masking-look"));
  const marked = coordinator.locator("#marked-text mark");
  assert.deepEqual(await marked.allInnerTexts(), ["株式会社しらかば製作所", "４２歳"]);
  await form.locator("input[name='reason:1']").fill("（試験）年齢の話");
  await press(coordinator, t("masking-put-all"));
  assert.equal(await text.inputValue(), `（試験）${t("masking-instead-organisation")}の４２歳の方が続けられました。`);
  assert.equal(await form.locator("input[name='reason:0']").inputValue(), "（試験）年齢の話");
  await checkPage(coordinator, "step5-05-masked");
  const words = "（試験）短い時間から始めて、続けられた方がいます。";
  await form.locator("textarea[name=text]").fill(words);
  const refused = coordinator.waitForEvent("load");
  await form.locator("button[value=release]").click();
  await refused;
  assert.ok(await coordinator.locator(".error-summary a").count(), "it is released without a check");
  await checkPage(coordinator, "step5-06-unchecked");
  const again = coordinator.locator("#quote-form");
  assert.equal(await again.locator("textarea[name=text]").inputValue(), words);
  await again.locator("input[name=checked]").check();
  const released = coordinator.waitForEvent("load");
  await again.locator("button[value=release]").click();
  await released;
  const stakeholder = await app.visitor();
  await stakeholder.goto(link);
  assert.ok(!(await stakeholder.locator("main").innerText()).includes(words), "what is published has changed");
  await publish(coordinator, "（試験）声を加えました。");
  await checkPage(coordinator, "step5-07-published");
  await stakeholder.goto(link);
  assert.ok((await stakeholder.locator("main").innerText()).includes(words), "the quote is not on the sheet");
  await checkPage(stakeholder, "step5-08-second-version");
});

test("the version that the region reads, and an earlier one, are read inside the service", async () => {
  const page = await app.signIn("viewer");
  await page.goto(`${FEEDBACK}/published`);
  assert.equal(await page.locator(".sheet").count(), 1, "the sheet of the whole region is published");
  await checkPage(page, "step5-11-published");
  const coordinator = await app.signIn("coordinator");
  await coordinator.goto(`${FEEDBACK}/published?number=1`);
  await coordinator.locator("#of-history").waitFor();
  await checkPage(coordinator, "step5-12-first-version");
});

test("what was typed for the sheet is asked about before a sentence below it is saved", async () => {
  const page = await app.signIn("coordinator");
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  const typed = "これから、連絡先の一覧をつくります。";
  const sentence = page.locator("form[action$='/feedback/lines'] button[value=save]").first();
  await page.goto(`${FEEDBACK}/sheet`);
  await page.fill("[name=next_steps]", typed);
  await sentence.click();
  assert.deepEqual(asked, ["beforeunload"]);
  assert.equal(await page.inputValue("[name=next_steps]"), typed);
  // Its own button saves it unasked.
  const saved = page.waitForEvent("load");
  await page.locator("#sheet-form .actions button[value=save]").click();
  await saved;
  assert.equal(await page.inputValue("[name=next_steps]"), typed);
  await page.locator("form[action$='/feedback/lines'] [name=text]").first().fill("医療との連携が、いちばん多く挙がりました。");
  await sentence.click();
  await page.waitForURL(/#/);
  assert.deepEqual(asked, ["beforeunload"]);
});

test("how the sheet of the whole region is composed is taken over for areas", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${FEEDBACK}/sheet`);
  const saved = page.waitForEvent("load");
  await page.locator("#sheet-form .actions button[value=save]").click();
  await saved;
  await page.goto(`${FEEDBACK}/areas`);
  assert.ok(await page.locator("#areas-form input[name=area]").count(), "the region has areas");
  await checkPage(page, "step5-13-areas");
});

// The last one: from here on the region reads no sheet.
test("a sheet is taken back after a question, and its link says that there is none", async () => {
  const coordinator = await app.signIn("coordinator");
  const link = await share(coordinator);
  await coordinator.goto(`${FEEDBACK}/retract`);
  await coordinator.locator("#retract-form").waitFor();
  await checkPage(coordinator, "step5-14-retract");
  await press(coordinator, t("sheet-retract"));
  const stakeholder = await app.visitor({ javaScript: false });
  assert.equal((await stakeholder.goto(link)).status(), 200);
  await stakeholder.getByText(t("sheet-unpublished")).waitFor();
  await checkPage(stakeholder, "step5-15-unpublished");
});
