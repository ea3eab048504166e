// Panels and rows that people add, conditions and answers inside texts that follow at once, and the same without
// JavaScript: on a telephone and at a desk.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { start } from "./respondent.mjs";
import { t } from "./words.mjs";

const DEFINITION = {
  title: "架空の調査",
  pages: [
    {
      name: "first",
      title: "支援の状況",
      elements: [
        { type: "text", name: "agency", title: "機関の呼び名", isRequired: true },
        { type: "radiogroup", name: "any", title: "{agency}では事例がありますか", choices: ["1|ある", "2|ない"] },
        {
          type: "paneldynamic",
          name: "cases",
          title: "支援の事例",
          visibleIf: "{any} = '1'",
          panelCount: 1,
          maxPanelCount: 3,
          templateElements: [
            { type: "text", name: "what", title: "内容" },
            { type: "checkbox", name: "how", title: "方法", choices: ["1|電話", "2|訪問"] },
            { type: "text", name: "visits", title: "訪問の回数", inputType: "number", visibleIf: "{panel.how} contains '2'" },
          ],
        },
        {
          type: "matrixdynamic",
          name: "staff",
          title: "職員",
          rowCount: 2,
          columns: [
            { name: "job", title: "職種", cellType: "text" },
            { name: "form", title: "勤務", cellType: "dropdown", choices: ["1|常勤", "2|非常勤"] },
            { name: "people", title: "人数", cellType: "number", totalType: "sum" },
          ],
        },
        {
          type: "matrixdropdown",
          name: "ties",
          title: "ほかの機関との関わり",
          rows: ["a|病院", "b|学校"],
          columns: [
            { name: "has", title: "有無", cellType: "radiogroup", choices: ["1|ある", "2|ない"], isRequired: true },
            { name: "note", title: "内容", cellType: "comment", visibleIf: "{row.has} = '1'" },
          ],
        },
        { type: "expression", name: "sum", title: "職員の合計", expression: "{staff-total.people}", displayFormat: "{0}人" },
        {
          type: "text",
          name: "share",
          title: "割合（%）",
          inputType: "number",
          validators: [{ type: "numeric", maxValue: 100, text: "100を超えています。", notificationType: "warning" }],
        },
      ],
    },
  ],
};

let link;
const app = useService(async (app) => {
  const coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 就労支援調査（記入欄の試験）");
  await takeQuestionnaire(coordinator, "forum-after");
  const path = new URL(coordinator.url()).pathname;
  await replaceDraft(coordinator, path);
  await coordinator.goto(path);
  link = await publish(coordinator);
});

/** Gives the questionnaire on the page another definition, in the JSON view for experts. */
async function replaceDraft(page, path) {
  await page.goto(`${path}/json`);
  await page.locator("textarea").first().fill(JSON.stringify(DEFINITION));
  const saved = page.waitForEvent("load");
  await page.locator("main form button:not([type=button])").first().click();
  await saved;
}

for (const javaScript of [false, true]) {
  for (const width of [320, 1280]) {
    const how = `${javaScript ? "with" : "without"} JavaScript at ${width} px`;
    test(`adds and removes panels and rows ${how}`, async () => {
      const page = await app.visitor({ javaScript, width });
      await start(page, link);
      await page.locator("[name=agency]").fill("架空の会");
      await page.getByLabel("ある", { exact: true }).first().check();
      if (!javaScript) await press(page, t("fill-to-check"));
      await page.locator("[name='cases[0].what']").waitFor();
      assert.match(await page.locator("main").innerText(), /架空の会では事例がありますか/);

      await page.locator("[name='cases[0].what']").fill("通院の日の調整");
      await pressList(page, "add:cases", javaScript);
      // The new item has the focus.
      await page.locator("[role=group]:focus:has([name='cases[1].what'])").waitFor();
      assert.equal(await page.locator("[name='cases[0].what']").inputValue(), "通院の日の調整");
      await page.locator("[name='cases[1].what']").fill("復職");
      await page.locator("[name='staff[0].people']").fill("２");
      await page.locator("[name='staff[1].people']").fill("3");
      await pressList(page, "add:staff", javaScript);
      await page.locator("[name='staff[2].people']").waitFor();
      await pressList(page, "remove:cases[0]", javaScript);
      await page.locator("[name='cases[1].what']").waitFor({ state: "detached" });
      assert.equal(await page.locator("[name='cases[0].what']").inputValue(), "復職");
      assert.equal(await page.locator(".fixed-answer").innerText(), "5人");
      await checkPage(page, `lists-${javaScript ? "js" : "plain"}-${width}`);
    });
  }
}

/** Presses the button of a list; with JavaScript the page stays. */
async function pressList(page, value, javaScript) {
  const button = page.locator(`button[value="${value}"]`);
  const box = await button.boundingBox();
  assert.ok(box.height >= 44, `${value} is ${box.height} px high`);
  if (javaScript) return button.click();
  const answered = page.waitForEvent("load");
  await button.click();
  await answered;
}

test("the page follows while somebody types, and the focus stays", async () => {
  const page = await app.visitor();
  await start(page, link);
  const agency = page.locator("[name=agency]");
  await agency.pressSequentially("北の会", { delay: 20 });
  await page.getByText("北の会では事例がありますか").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), "agency");
  assert.equal(await agency.inputValue(), "北の会");
  await page.getByLabel("ある", { exact: true }).first().check();
  await page.locator("[name='cases[0].how'][value='2']").check();
  await page.locator("[name='cases[0].visits']").waitFor();
  await page.locator("[name='cases[0].how'][value='2']").uncheck();
  await page.locator("[name='cases[0].visits']").waitFor({ state: "detached" });
});

test("nothing is sent while a conversion is open", async () => {
  const page = await app.visitor();
  await start(page, link);
  let sent = 0;
  page.on("request", (request) => (sent += request.method() === "POST" ? 1 : 0));
  const agency = page.locator("[name=agency]");
  await agency.focus();
  await agency.dispatchEvent("compositionstart");
  await agency.fill("きた");
  await page.waitForTimeout(1200);
  assert.equal(sent, 0);
  await agency.dispatchEvent("compositionend");
  await page.getByText("きたでは事例がありますか").waitFor();
  assert.equal(sent, 1);
});

test("advice is shown once", async () => {
  const page = await app.visitor({ javaScript: false, width: 320 });
  await start(page, link);
  await page.locator("[name=agency]").fill("架空の会");
  for (const row of ["a", "b"]) await page.locator(`[name='ties.${row}.has'][value='2']`).check();
  await page.locator("[name=share]").fill("120");
  await press(page, t("fill-to-check"));
  await page.getByText("100を超えています。").waitFor();
  await checkPage(page, "lists-advice");
  await press(page, t("fill-to-check"));
  await page.waitForURL(/\/check$/);
  await checkPage(page, "lists-check");
});

test("Enter in a field goes on and removes nothing", async () => {
  const page = await app.visitor();
  await start(page, link);
  await page.getByLabel("ある", { exact: true }).first().check();
  await page.locator("[name='cases[0].what']").waitFor();
  await pressList(page, "add:cases", true);
  await page.locator("[name='cases[1].what']").fill("二つ目");
  const answered = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await answered;
  assert.equal(await page.locator("[name='cases[1].what']").inputValue(), "二つ目");
  assert.ok(await page.locator(".error-summary").count(), "the name of the agency is missing");
});
