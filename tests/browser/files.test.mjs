// Files that somebody sends from a telephone without JavaScript, and what the coordinator sees of them.

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
      title: "計画書",
      elements: [
        { type: "text", name: "agency", title: "機関の呼び名" },
        { type: "text", name: "postal", title: "郵便番号", maskType: "pattern", maskSettings: { pattern: "999-9999" } },
        { type: "file", name: "paper", title: "計画書の写し", isRequired: true, allowMultiple: true, acceptedTypes: "image/*,.pdf" },
      ],
    },
    { name: "second", title: "そのほか", elements: [{ type: "text", name: "more", title: "ひとこと" }] },
  ],
};

const PDF = { name: "計画の写し.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n") };
const PICTURE = { name: "写真.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex") };
const DRAWING = { name: "図.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") };

let coordinator, questionnaire, link;
const app = useService(async (app) => {
  coordinator = await app.signIn("coordinator");
  await makeSurvey(coordinator, "架空県 ファイルの試験");
  await takeQuestionnaire(coordinator, "forum-after");
  questionnaire = new URL(coordinator.url()).pathname;
  await coordinator.goto(`${questionnaire}/json`);
  await coordinator.fill("textarea[name=text]", JSON.stringify(DEFINITION));
  await press(coordinator, t("json-save"));
  await coordinator.goto(questionnaire);
  link = await publish(coordinator);
});

test("files are sent, shown, taken away and received", async () => {
  const page = await app.visitor({ javaScript: false, width: 320 });
  await start(page, link);
  await checkPage(page, "files-1-empty");
  await page.locator("[name=agency]").fill("架空の会");
  await page.locator("[name=postal]").fill("１２３ー４５６７");
  await page.locator("[name=paper]").setInputFiles(DRAWING);
  await press(page, t("fill-next"));
  await checkPage(page, "files-2-refused");
  assert.equal(await page.locator(".error-summary a").count(), 1);
  assert.equal(await page.locator("[name=agency]").inputValue(), "架空の会");
  assert.equal(await page.locator("[name=postal]").inputValue(), "123-4567");
  await page.locator("[name=paper]").setInputFiles([PICTURE, PDF]);
  await press(page, t("fill-next"));
  await press(page, t("fill-previous"));
  await checkPage(page, "files-3-there");
  assert.deepEqual(await page.locator("#q-paper-there a").allInnerTexts(), ["写真.png", "計画の写し.pdf"]);
  await page.getByLabel("写真.png").check({ force: true });
  await press(page, t("fill-next"));
  await press(page, t("fill-to-check"));
  await checkPage(page, "files-4-check");
  const check = await page.locator("main").innerText();
  assert.ok(check.includes("計画の写し.pdf") && !check.includes("写真.png") && check.includes("123-4567"), check);
  await press(page, t("fill-submit"));
  await coordinator.goto(`${questionnaire}/received`);
  await checkPage(coordinator, "files-5-received");
  const download = coordinator.waitForEvent("download");
  await coordinator.getByRole("link", { name: "計画の写し.pdf" }).click();
  assert.equal((await download).suggestedFilename(), "計画の写し.pdf");
});
