// A questionnaire that changes while it is answered: what will change is read before it is published, both versions stay
// readable, and the export has the variables of both. All of it without JavaScript.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { fromBundle, makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { answerPage, start } from "./respondent.mjs";
import { t } from "./words.mjs";

const app = useService();
/** Five of each version: fewer would be in no number. */
const PEOPLE = 5;

/** Somebody answers everything and agrees to every use. */
async function answer(link) {
  const page = await app.visitor({ javaScript: false });
  await start(page, link);
  while (!new URL(page.url()).pathname.endsWith("/check")) {
    for (const box of await page.locator("input[type=checkbox][name=consent]").all()) await box.check({ force: true });
    await answerPage(page);
    const next = page.getByRole("button", { name: t("fill-next"), exact: true });
    await press(page, t((await next.count()) ? "fill-next" : "fill-to-check"));
    assert.equal(await page.locator(".error-summary").count(), 0, page.url());
  }
  await press(page, t("fill-submit"));
  await page.context().close();
}

/** The rows of a CSV file without quoted cells in its head. */
function table(csv) {
  const [head, ...rows] = csv.replace("\uFEFF", "").trim().split("\r\n").map((line) => line.split(","));
  return { head, column: (name) => rows.map((row) => row[head.indexOf(name)]) };
}

async function download(page, file) {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator(`a[href$="/${file}"]`).click()]);
  return readFile(await saved.path(), "utf8");
}

test("two versions are compared and exported together", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  await makeSurvey(page, "架空県 就労支援調査（版）");
  const survey = new URL(page.url()).pathname;
  await takeQuestionnaire(page, "forum-after");
  const link = await publish(page);
  const questionnaire = new URL(page.url()).pathname;
  const id = questionnaire.split("/").at(-1);
  for (let n = 0; n < PEOPLE; n += 1) await answer(link);

  // Another wording, a choice less, a question more.
  await page.goto(`${questionnaire}/edit/question:n_new_contacts`);
  const title = page.locator("[name=title]");
  await title.fill(`${await title.inputValue()}（おおよその数）`);
  const choices = page.locator("[name=choices]");
  await choices.fill((await choices.inputValue()).split("\n").slice(0, -1).join("\n"));
  await press(page, t("form-save"));
  await page.goto(`${questionnaire}/edit/question:n_new_contacts/add`);
  await page.locator("button[value='add radiogroup']").click();
  await page.waitForLoadState();
  await page.locator("[name=title]").fill("また話したいですか");
  await page.locator("[name=choices]").fill("1|はい\n2|いいえ");
  await press(page, t("form-save"));

  await page.goto(questionnaire);
  await page.getByRole("link", { name: t("versions-what-changes") }).click();
  await checkPage(page, "versions-01-before-publishing");
  const said = await page.locator("main").innerText();
  for (const words of ["（おおよその数）", "なくなりました", "また話したいですか"]) assert.ok(said.includes(words), words);
  assert.ok(await page.locator("ins").count());
  await press(page, t("questionnaires-publish-changes"));
  await checkPage(page, "versions-02-list");
  for (let n = 0; n < PEOPLE; n += 1) await answer(link);

  await page.goto(questionnaire);
  await page.locator("a[href*='/compare?from=1&to=2']").click();
  await checkPage(page, "versions-03-compared");
  await page.goto(`${questionnaire}/preview?version=1&page=network`);
  await checkPage(page, "versions-04-first-version");
  const old = await page.frameLocator("iframe").first().locator("main").innerText();
  assert.ok(!old.includes("また話したいですか") && !old.includes("おおよその数"));

  const data = table(await fromBundle(page, survey, `data/q${id}.csv`));
  const added = data.head.find((name) => /^q\d+$/.test(name));
  assert.deepEqual(data.column(added).sort(), ["", "", "", "", "", "1", "1", "1", "1", "1"], "who was not asked has an empty cell");
  assert.deepEqual(new Set(data.column("n_new_contacts")), new Set(["0"]));
  await page.goto(`${survey}/exports`);
  const codebook = await download(page, `codebook-${id}.csv`);
  const lines = codebook.split("\r\n");
  assert.ok(lines.some((line) => line.startsWith(`${added},また話したいですか`) && line.includes("第2版")), codebook);
  const gone = lines.filter((line) => line.startsWith("n_new_contacts,") && line.includes(",第1版,"));
  assert.equal(gone.length, 1, "the choice that went is of the first version");
  await page.goto(`${survey}/analysis`);
  await checkPage(page, "versions-05-analysis");
  assert.ok((await page.locator("main").innerText()).includes("第2版で聞いた設問です"));
  await page.goto(`${survey}/analysis/shared`);
  await checkPage(page, "versions-06-shared");
});
