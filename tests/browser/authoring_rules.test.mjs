// Rules in words: one that holds up the silent, what is wrong with a draft, what changed between versions; and tables on
// paper with what is typed from them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSurvey, publish, takeQuestionnaire } from "./coordinator.mjs";
import { checkPage, press, printPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const definition = (least, extra = []) => ({
  title: "架空の調査",
  calculatedValues: [{ name: "total", expression: "{people} * 2" }],
  pages: [
    {
      name: "p1",
      title: "職場のこと",
      elements: [
        { type: "radiogroup", name: "had", title: "相談の経験", choices: ["1|ある", "2|ない"] },
        { type: "radiogroup", name: "when", title: "相談の時期", visibleIf: "{had} = '1'", choices: ["1|去年", "2|今年"] },
        {
          type: "text",
          name: "people",
          title: "人数",
          inputType: "number",
          validators: [
            { type: "numeric", minValue: least, text: "少なすぎます" },
            { type: "expression", expression: `{people} > ${least}`, text: "確かめてください" },
          ],
        },
        { type: "comment", name: "why", title: "合わせて{total}人の内訳" },
        {
          type: "matrixdynamic",
          name: "staff",
          title: "職員",
          rowCount: 1,
          columns: [
            { name: "job", title: "職種", cellType: "dropdown", choices: ["a|支援員", "b|看護師", "c|そのほか"] },
            { name: "does", title: "していること", cellType: "text" },
            { name: "people", title: "人数", cellType: "text", inputType: "number" },
            { name: "note", title: "補足", cellType: "comment" },
          ],
        },
        {
          type: "matrixdropdown",
          name: "ties",
          title: "ほかの機関との関わり",
          rows: ["a|病院", "b|ハローワーク"],
          columns: [
            { name: "has", title: "有無", cellType: "radiogroup", choices: ["1|ある", "2|ない"] },
            { name: "note", title: "内容", cellType: "text" },
          ],
        },
        ...extra,
      ],
    },
  ],
});

let path;
let link;
const app = useService(async (app) => {
  const coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 就労支援調査（決まりの試験）");
  await takeQuestionnaire(coordinator, "forum-after");
  path = new URL(coordinator.url()).pathname;
  await replaceDraft(coordinator, definition(1));
  await coordinator.goto(path);
  link = await publish(coordinator);
  await replaceDraft(coordinator, definition(3, [{ type: "text", name: "more", title: "そのほか", visibleIf: "{gone} = 1" }]));
});

/** Gives the questionnaire another definition, in the JSON view for experts. */
async function replaceDraft(page, json) {
  await page.goto(`${path}/json`);
  await page.locator("textarea").first().fill(JSON.stringify(json));
  const saved = page.waitForEvent("load");
  await page.locator("main form button:not([type=button])").first().click();
  await saved;
}

test("findings name their question and lead to its form", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(path);
  await checkPage(page, "rules-findings");
  await page.getByRole("link", { name: "そのほか" }).click();
  assert.equal(await page.locator("#field-title").inputValue(), "そのほか");
});

for (const javaScript of [true, false]) {
  test(`a rule lets empty answers pass, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await replaceDraft(page, definition(javaScript ? 5 : 6));
    await page.goto(`${path}/edit/question%3Apeople~validators~1`);
    await page.getByText(t("editor-refuses-empty")).waitFor();
    await checkPage(page, `rules-empty-${javaScript ? "with" : "without"}`);
    await press(page, t("editor-allow-empty"));
    assert.match(await page.locator("#field-expression").inputValue(), /^\{people\} empty or \(\{people\} > \d\)$/);
    assert.ok(!(await page.getByText(t("editor-refuses-empty")).count()));
  });
}

test("versions are compared rule by rule, in sentences", async () => {
  const page = await app.signIn("coordinator");
  await replaceDraft(page, definition(3));
  await page.goto(`${path}/compare`);
  const said = (await page.locator(".change-texts").allInnerTexts()).join("\n");
  assert.match(said, /数の範囲/);
  assert.doesNotMatch(said, /[{}]|minValue/);
  await checkPage(page, "rules-compared");
});

test("what is typed from paper is asked about before it is dropped", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${path}/entries/new`);
  await page.locator("[name='a:had']").fill("〓");
  await page.locator("[name='a:when']").fill("2");
  await page.locator("[name='a:people']").fill("2");
  await press(page, t("entries-finish"));
  const reason = page.locator("[name='ok:perhaps-asked:when']");
  assert.match(await page.locator(".entry-problem").first().innerText(), /2 今年/);
  await checkPage(page, "rules-entry-asked");
  await reason.fill("2");
  await press(page, t("entries-finish"));
  await page.waitForURL(/after=/);
});

test("tables on paper have numbers and room", async () => {
  const page = await app.visitor();
  await page.goto(`${link}/paper`);
  await checkPage(page, "rules-paper");
  await printPage(page, "rules-paper");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1000 });
  const width = async (selector) => (await page.locator(selector).first().boundingBox()).width;
  // A hand needs some centimetres for words: 100 px are 26 mm on A4.
  assert.ok((await width(".paper-cell-text")) > 100 && (await width(".paper-cell-long")) > 150);
  const beside = page.locator(".paper-cells").nth(1).locator("tbody tr").first();
  const wide = async (cell) => (await beside.locator(cell).boundingBox()).width;
  assert.ok((await wide(".paper-cell-text")) > (await wide(".paper-cell-choices")), "words need more room than marks");
});
