// The coordinator's pages around a draft: trying it out, conditions from lists, translations, JSON, the library.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

/** A new draft of a shipped questionnaire; returns the path of its page. */
async function newDraft(page, shipped) {
  await makeSurvey(page, `架空県 就労支援調査（${shipped}）`);
  await takeQuestionnaire(page, shipped);
  return new URL(page.url()).pathname;
}

test("a draft is tried out as phone, PC and paper, and follows changes", async () => {
  const page = await app.signIn("coordinator");
  const draft = await newDraft(page, "agency-before");
  await page.goto(`${draft}/preview?page=cases`);
  const phone = page.frameLocator("iframe").first();
  await phone.locator("form[data-fill]").waitFor();
  await checkPage(page, "draft-01-preview");
  await phone.locator("input[name=had_cases][value='2']").check();
  await phone.getByRole("button", { name: t("fill-next"), exact: true }).click();
  await phone.locator("[name=no_case_reasons]").first().waitFor();

  // Somebody else renames the questionnaire: the frame shows it without losing its place.
  const other = await app.signIn("admin");
  await other.goto(`${draft}/json`);
  const text = await other.locator("textarea[name=text]").inputValue();
  const changed = JSON.parse(text);
  changed.title.default = "題名を変えた調査票";
  await other.fill("textarea[name=text]", JSON.stringify(changed, null, 2));
  await press(other, t("json-save"));
  await phone.getByText("題名を変えた調査票").first().waitFor();
  assert.ok(await phone.locator("[name=no_case_reasons]").count(), "the page is another one now");

  await page.goto(`${draft}/preview/p/cases`);
  await checkPage(page, "draft-02-trial");
  await page.goto(`${draft}/preview?as=paper`);
  await page.frameLocator("iframe").locator(".paper").waitFor();
  await checkPage(page, "draft-03-preview-paper");
});

test("a trial goes to the end and back without JavaScript", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  const draft = await newDraft(page, "forum-signup");
  await page.goto(`${draft}/preview/p/entry`);
  await press(page, t("fill-to-check-signup"));
  assert.ok(await page.locator(".error-summary").count());
  await checkPage(page, "draft-04-trial-errors");
  await page.fill("[name=person_name]", "架空 花子");
  await page.fill("[name=person_kana]", "かくう はなこ");
  await page.fill("[name=phone]", "000-0000-0000");
  await page.locator("select[name=municipality], select[name=region]").first().selectOption({ index: 1 }).catch(() => {});
  for (const name of ["affiliation", "attendance_mode"]) {
    const group = page.locator(`input[type=radio][name=${name}]`);
    if (await group.count()) await group.first().check({ force: true });
  }
  await press(page, t("fill-to-check-signup"));
  for (const select of await page.locator("main select").all()) {
    if (!(await select.inputValue())) await select.selectOption({ index: 1 });
  }
  if (await page.locator("form[data-fill]").count()) await press(page, t("fill-to-check-signup"));
  await page.getByRole("heading", { name: t("fill-check-title-signup") }).waitFor();
  await checkPage(page, "draft-05-trial-check");
  await press(page, t("fill-submit"));
  assert.match(await page.locator("main").innerText(), /何も保存されていません/);
});

test("a condition is built by keyboard and read as a sentence", async () => {
  const page = await app.signIn("coordinator");
  const draft = await newDraft(page, "agency-before");
  await page.goto(`${draft}/conditions`);
  await checkPage(page, "draft-06-conditions");
  await page.selectOption("[name=element]", "question:good_practice");
  await press(page, t("conditions-set"));
  await page.waitForURL(/\/condition\?from=list$/);
  await checkPage(page, "draft-07-condition-empty");
  await page.selectOption("[name='g0.r0.variable']", "had_cases");
  await page.getByRole("button", { name: t("conditions-take-question") }).focus();
  let answered = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await answered;
  await page.locator("[name='g0.r0.value']").first().focus();
  await page.keyboard.press("Space");
  await press(page, t("conditions-add-row"));
  await page.selectOption("[name='g0.r1.variable']", "cooperation.20");
  await press(page, t("conditions-take-question"));
  await page.locator("[name='g0.r1.value']").nth(3).check({ force: true });
  await page.locator("[name='g0.join'][value=any]").check({ force: true });
  await press(page, t("conditions-check"));
  assert.match(await page.locator(".condition-sentence").innerText(), /問7で「あった」と答えた方、または問16の「ハローワーク」/);
  await checkPage(page, "draft-08-condition");
  await press(page, t("conditions-as-text"));
  await page.fill("[name=expression]", "{had_cases} = = 1");
  await press(page, t("conditions-save"));
  assert.ok(await page.locator(".error-summary a[href='#expression']").count());
  await checkPage(page, "draft-09-condition-text");
  await page.fill("[name=expression]", "{had_cases} = '1'");
  await press(page, t("conditions-save"));
  await page.waitForURL(/\/conditions$/);
  assert.match(await page.locator(".condition-list").innerText(), /問7で「あった」と答えた方にうかがいます/);
  // From elsewhere one lands on the question itself.
  await page.goto(`${draft}/edit/question%3Agood_practice/condition`);
  await press(page, t("conditions-save"));
  await page.waitForURL(/\/edit#row-/);
  assert.ok(await page.locator(".flash").count());
  const row = page.locator(new URL(page.url()).hash);
  assert.match(await row.innerText(), /問7で「あった」と答えた方にうかがいます/);
  await checkPage(page, "draft-09-condition-saved");
});

test("translations, JSON and the library work on a small screen, too", async () => {
  const page = await app.signIn("coordinator", { width: 1366 });
  const draft = await newDraft(page, "forum-after");
  await page.goto(`${draft}/translations?into=vi`);
  await checkPage(page, "draft-10-translations");
  await page.locator(".translation .input").first().fill("Khảo sát");
  await press(page, t("translations-save"));
  assert.ok(await page.getByText(t("translations-saved")).count());

  await page.goto(`${draft}/library?words=満足`);
  await page.locator("details.library-preview").first().locator("summary").click();
  await checkPage(page, "draft-11-library");
  await page.locator("button[name=item]").first().click();
  await page.getByText(/設問を入れました/).waitFor();

  await page.goto(`${draft}/json`);
  await checkPage(page, "draft-12-json");
  const text = await page.locator("textarea[name=text]").inputValue();
  assert.match(text, /Khảo sát/);
  await page.fill("textarea[name=text]", text.replace('"pages": [', '"pages": [,'));
  await press(page, t("json-save"));
  const link = page.locator(".notice-error a[data-line]").first();
  const line = Number(await link.getAttribute("data-line"));
  assert.ok(line > 1);
  await link.click();
  const at = await page.locator("textarea[name=text]").evaluate((field) => field.value.slice(0, field.selectionStart).split("\n").length);
  assert.equal(at, line);
  await checkPage(page, "draft-13-json-broken");
});
