// The coordinator's ways through the pages, used by several steps. `look` is called with a name at each new page.

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
  const open = page.locator("form[action$='/placeholders'] input:not([type=hidden])");
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
export async function addAgency(page, name) {
  await page.goto("/agencies/new");
  await page.fill("[name=name]", name);
  await page.selectOption("[name=kind]", { index: 1 });
  await page.selectOption("[name=region]", { index: 1 });
  await press(page, t("form-save"));
}
