// Schemes of areas, as a coordinator brings one: paste, look, mend, take; an agency shows its area; the list is filtered by it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { addAgency } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

/** Gives an agency of the list its municipality. */
async function place(page, name, municipality) {
  await page.goto(`/agencies?name=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: t("agencies-edit") }).click();
  await page.fill("[name=municipality]", municipality);
  await press(page, t("form-save"));
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a scheme from the table to the agency's area, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    const scheme = `二次医療圏 ${how}`;
    await page.goto("/agencies");
    await page.getByRole("link", { name: t("schemes-title"), exact: true }).click();
    await checkPage(page, `schemes-${how}-01-list`);

    await press(page, t("schemes-create"));
    assert.equal(await page.locator(".error-summary li").count(), 4, "region, name, day and source are asked for");
    await page.locator("main [name=region]").selectOption({ index: 1 });
    await page.fill("[name=scheme]", scheme);
    await page.fill("[name=valid_from]", "2024-04-01");
    await page.fill("[name=source]", "架空県保健医療計画 第8次");
    await press(page, t("schemes-create"));
    await checkPage(page, `schemes-${how}-02-empty`);

    await page.getByRole("link", { name: t("schemes-bring") }).click();
    await checkPage(page, `schemes-${how}-03-bring`);
    await page.fill("[name=pasted]", "市区町村\t圏域\n川口市\t南部\n戸田市\t南部\nさいたま市\tさいたま\nどこか\t南部");
    await press(page, t("roster-look"));
    const wrong = t("schemes-problem-unknown", { row: 5, column: 1, text: "どこか" });
    await page.getByText(wrong).waitFor();
    assert.match(await page.inputValue("[name=pasted]"), /どこか/, "what was pasted can be mended");
    await checkPage(page, `schemes-${how}-04-look`);
    await press(page, t("schemes-take", { n: 3 }));
    await page.getByText("埼玉県川口市、埼玉県戸田市").waitFor();
    await checkPage(page, `schemes-${how}-05-scheme`);

    const name = `架空の相談室 くいき ${how}`;
    await addAgency(page, name);
    await place(page, name, "112031");
    await page.locator(".error-summary").waitFor();
    await checkPage(page, `schemes-${how}-06-check-digit`);
    await page.fill("[name=municipality]", "112038");
    await press(page, t("form-save"));

    const area = t("schemes-area-choice", { scheme, area: "南部" });
    await page.selectOption("[name=scheme_area]", { label: area });
    await press(page, t("common-filter-apply"));
    assert.equal(await page.locator("main tbody tr").count(), 1, "the saved one stays looked for");
    await checkPage(page, `schemes-${how}-07-filtered`);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByText("埼玉県川口市").waitFor();
    await checkPage(page, `schemes-${how}-08-agency`);
  });
}

test("the list of municipalities leads old names to what is there now", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/municipalities");
  await checkPage(page, "municipalities-01-list");
  await page.fill("main [name=q]", "浜北区");
  await press(page, t("common-filter-apply"));
  await page.getByText("静岡県浜松市浜名区").waitFor();
  await checkPage(page, "municipalities-02-former");
});
