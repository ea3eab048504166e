// The coordinator's ways through the pages, used by several steps. `look` is called with a name at each new page.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { press } from "./harness.mjs";
import { t } from "./words.mjs";

const nothing = async () => {};

/** Fills in and sends the form for a new survey; ends on the survey's page. */
export async function makeSurvey(page, title) {
  if (!(await page.locator("[name=title]").count())) await page.goto("/surveys/new");
  await page.fill("[name=title]", title);
  await page.selectOption("[name=region]", { index: 1 });
  await page.fill("[name=purpose]", "支援の現状を知り、地域に返すため。");
  await page.fill("[name=host]", "架空の会");
  await page.fill("[name=contact]", "架空の会 事務局 電話 000-000-0000");
  await page.fill("[name=waves]", "事前\n事後");
  await press(page, t("surveys-create"));
  await page.waitForURL(/\/surveys\/\d+$/);
}

/** Takes a shipped questionnaire into the survey on the page and fills in what it still needs. */
export async function takeQuestionnaire(page, shipped, look = nothing) {
  await page.getByRole("link", { name: t("surveys-add-questionnaire") }).click();
  await page.waitForURL(/\/questionnaires\/new$/);
  await look("questionnaire-new");
  await page.locator(`input[name=questionnaire][value="${shipped}"]`).check();
  await page.locator("input[name=wave]").first().check();
  await press(page, t("questionnaires-take"));
  await page.waitForURL(/\/questionnaires\/\d+$/);
  await look("questionnaire-draft");
  await fillPlaceholders(page);
}

/** Fills in what the questionnaire on the page still needs. */
export async function fillPlaceholders(page) {
  const open = page.locator("form[action$='/placeholders'] input:not([type=hidden], [type=checkbox])");
  const fields = await open.all();
  for (const field of fields) await field.fill((await field.getAttribute("name")) === "capacity" ? "50" : "架空の記入");
  if (fields.length) await press(page, t("questionnaires-fill"));
}

/** Publishes the questionnaire on the page and returns the path that respondents begin at. */
export async function publish(page, look = nothing) {
  await look("questionnaire-ready");
  await press(page, t("questionnaires-publish"));
  const link = page.getByRole("link", { name: t("questionnaires-open-form") });
  await link.waitFor();
  await look("questionnaire-open");
  return link.getAttribute("href");
}

/** Adds an agency with this name to the list. */
export async function addAgency(page, name, kind = { index: 1 }) {
  await page.goto("/agencies/new");
  await page.fill("[name=name]", name);
  await page.selectOption("[name=kind]", kind);
  await page.selectOption("[name=region]", { index: 1 });
  await press(page, t("form-save"));
}

/** The day `days` from today as a date field takes it, in Tokyo. */
export function day(days) {
  return new Date(Date.now() + days * 86_400_000 + 9 * 3_600_000).toISOString().slice(0, 10);
}

/** Opens the list of the invented survey, finds the agency and goes to its page in the survey; returns its path. */
export async function openAgency(page, name) {
  await page.goto(`/surveys/1/hearings?state=not_heard&name=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.waitForURL(/\/agencies\/\d+$/);
  return new URL(page.url()).pathname;
}

/** Agrees on an appointment on the agency's page. */
export async function agreeOnAppointment(page, date, place) {
  await page.locator("summary", { hasText: t("approaches-appointment-new") }).click();
  await page.fill("[name=day]", date);
  await page.fill("[name=clock]", "10:00");
  await page.fill("[name=place]", place);
  await press(page, t("consultations-meeting-save"));
}

/** Makes a link for the interviewee of a note, with the usual sections; returns its path. Ends on the page about it. */
export async function askToConfirm(page, note, look = nothing) {
  await page.goto(note);
  await page.getByRole("link", { name: t("confirmations-new") }).click();
  await page.waitForURL(/\/confirmation$/);
  await look("1-choose");
  await press(page, t("confirmations-look"));
  await look("2-preview");
  await press(page, t("confirmations-make"));
  await look("3-link");
  return new URL(await page.locator("#address").inputValue()).pathname;
}

/** Answers every item of a card's check list with "nothing". */
export async function answerCheckList(page) {
  for (const radio of await page.locator("#check-form input[value=clear]").all()) await radio.check();
  await press(page, t("cards-check-save"));
}

/** Makes a share link for the whole region and returns the list of good practices behind it. */
export async function shareCards(page) {
  await page.goto("/surveys/1/feedback");
  await press(page, t("feedback-link-create"));
  const address = await page.locator(".share-link input").first().inputValue();
  return `${new URL(address).pathname}/cards`;
}

/** Makes the researcher's bundle of a survey as it is offered; returns the text of one of its files. */
export async function fromBundle(page, survey, file) {
  await page.goto(`${survey}/bundle`);
  if (await page.locator("#accept").count()) await page.locator("#accept").check();
  await page.locator("#make-form button").click();
  await page.locator("#bundle-state[data-state='done']").waitFor();
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#take").click()]);
  const folder = await mkdtemp(join(tmpdir(), "kikitori-bundle-"));
  try {
    execFileSync("python3", ["-m", "zipfile", "-e", await saved.path(), folder]);
    return await readFile(join(folder, file), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}
