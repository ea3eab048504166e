// Every type of question, as somebody meets it on a telephone and at a desk, without JavaScript; and on paper.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { start } from "./respondent.mjs";
import { t } from "./words.mjs";

const JSON_TEXT = await readFile(new URL("../data/every-type.json", import.meta.url), "utf8");

let link, questionnaire;
const app = useService(async (app) => {
  const coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 質問の種類の試験");
  await takeQuestionnaire(coordinator, "forum-after");
  questionnaire = new URL(coordinator.url()).pathname;
  await coordinator.goto(`${questionnaire}/json`);
  await coordinator.fill("textarea[name=text]", JSON_TEXT);
  await press(coordinator, t("json-save"));
  await coordinator.goto(questionnaire);
  link = await publish(coordinator);
});

/** What is typed and chosen on each page. */
async function choices(page) {
  await page.getByLabel("ある", { exact: true }).check({ force: true });
  await page.locator("input[name=ways][value=all]").check({ force: true });
  await page.locator("input[name=working][value=false]").check({ force: true });
  await page.locator("input[name=sign][value=a]").check({ force: true });
}

async function scales(page) {
  await page.locator("input[name=satisfied]").nth(3).check({ force: true });
  await page.getByLabel("近いこと").selectOption("1");
  await page.getByLabel("長く開いていること").selectOption("1");
  await page.getByLabel("親切なこと").selectOption("3");
  await page.locator("input[name='ties.a']").first().check({ force: true });
}

async function texts(page) {
  await page.locator("[name='counts.all']").fill("３０");
  await page.locator("[name='person.sei']").fill("山田");
  await page.locator("[name='person.mei']").fill("花子");
  await page.locator("[name='person.sei_kana']").fill("ヤマダ");
  await page.locator("[name='person.mei_kana']").fill("山田");
  await page.locator("[name=town]").fill("府中市");
}

test("every type of question is shown, and what is wrong stands beside it", async () => {
  const page = await app.visitor({ javaScript: false, width: 320 });
  await start(page, link);
  await checkPage(page, "types-1-choices");
  await choices(page);
  await press(page, t("fill-next"));
  await checkPage(page, "types-2-scales");
  await scales(page);
  await press(page, t("fill-next"));
  await checkPage(page, "types-2-scales-wrong");
  assert.equal(await page.locator(".error-summary a").count(), 2, "two choices have the same number");
  await page.getByLabel("長く開いていること").selectOption("2");
  await press(page, t("fill-next"));
  await checkPage(page, "types-3-texts");
  await texts(page);
  await press(page, t("fill-to-check"));
  await checkPage(page, "types-3-texts-wrong");
  assert.match(await page.locator(".error-summary").innerText(), /広島県府中市/);
  await page.locator("[name='person.mei_kana']").fill("はなこ");
  await page.locator("[name=town]").fill("広島県府中市");
  await press(page, t("fill-to-check"));
  await checkPage(page, "types-4-check");
  assert.match(await page.locator("main").innerText(), /山田 花子（やまだ はなこ）/);
});

test("every type of question is on paper", async () => {
  const page = await app.visitor();
  await page.goto(`${link}/paper`);
  await checkPage(page, "types-5-paper");
});

test("questions stand beside each other where there is room, and what is folded up opens without a mouse", async () => {
  for (const [width, isBeside] of [[1280, true], [320, false]]) {
    const page = await app.signIn("coordinator", { javaScript: false, width });
    await page.goto(`${questionnaire}/preview/p/texts`);
    const top = async (name) => (await page.locator(`[id="q-${name}-box"]`).boundingBox()).y;
    assert.equal((await top("people")) === (await top("day")), isBeside, `at ${width} px`);
    const summary = page.locator("details.fold > summary");
    assert.equal(await page.locator("details.fold[open]").count(), 0);
    await summary.focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("details.fold[open]").count(), 1);
    await checkPage(page, `types-6-beside-${width}`);
  }
});
