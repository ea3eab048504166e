// Codebooks and projects out and in, as people do it: a download, a look at the file, and bringing it in.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

for (const javaScript of [true, false]) {
  test(`a project is taken out and brought in again, JavaScript ${javaScript ? "on" : "off"}`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto("/surveys/1/codebook");
    await page.getByRole("link", { name: t("exchange-title"), exact: true }).click();
    await checkPage(page, `exchange-${javaScript ? "script" : "plain"}`);
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name: t("exchange-out-project") }).click();
    const file = await (await started).path();
    await page.setInputFiles("input[name=file]", file);
    await press(page, t("exchange-do"));
    assert.match(await page.locator("main").innerText(), new RegExp(t("exchange-tried").slice(0, 12)));
    await checkPage(page, `exchange-report-${javaScript ? "script" : "plain"}`);
    const values = await page.locator(".stat-value").allInnerTexts();
    assert.equal(values[0], "0", "no new codes");
    assert.equal(await page.locator("#problems").count(), 0);
  });
}
