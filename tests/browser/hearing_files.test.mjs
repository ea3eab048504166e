// Files of a hearing: brought several at once, described, saved and erased, with and without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

const PDF = { name: "要覧.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n") };
const PICTURE = { name: "入口.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex") };
const DRAWING = { name: "図.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") };

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`files of a hearing, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto("/surveys/1/hearings/new");
    await page.selectOption("[name=agency]", { index: 1 });
    await page.fill("[name=role]", "相談は月に20件。");
    await press(page, t("hearings-save"));
    const note = new URL(page.url()).pathname;
    await page.getByRole("link", { name: t("hearing-files-add") }).click();
    await page.waitForURL(/\/files$/);
    await checkPage(page, `hearing-files-${how}-1-empty`);

    await page.setInputFiles("[name=files]", [PICTURE, PDF, DRAWING]);
    await press(page, t("hearing-files-send"));
    await checkPage(page, `hearing-files-${how}-2-refused`);
    assert.match(await page.locator("#files-error").innerText(), /図\.svg/);
    assert.deepEqual(await page.locator(".thing-title").allInnerTexts(), ["入口.png", "要覧.pdf"]);

    const picture = page.locator(".thing", { hasText: "入口.png" });
    await picture.getByRole("link", { name: t("hearing-files-describe") }).click();
    await page.waitForURL(/\/edit$/);
    await checkPage(page, `hearing-files-${how}-3-describe`);
    await page.fill("[name=description]", "玄関のスロープ");
    await press(page, t("form-save"));

    await page.goto(note);
    await checkPage(page, `hearing-files-${how}-4-note`);
    assert.match(await page.locator("section[aria-labelledby=files]").innerText(), /玄関のスロープ/);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "要覧.pdf" }).click();
    assert.equal((await download).suggestedFilename(), "要覧.pdf");

    await page.getByRole("link", { name: t("hearing-files-change") }).click();
    await page.waitForURL(/\/files$/);
    await page.locator(".thing", { hasText: "要覧.pdf" }).getByRole("link", { name: t("hearing-files-remove") }).click();
    await page.waitForURL(/\/remove$/);
    await checkPage(page, `hearing-files-${how}-5-remove`);
    await press(page, t("hearing-files-remove"));
    assert.deepEqual(await page.locator(".thing-title").allInnerTexts(), ["入口.png"]);
  });
}
