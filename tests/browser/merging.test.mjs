// An agency that was entered twice: found by its name, looked at side by side, made one, and two again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { addAgency } from "./coordinator.mjs";
import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

/** Opens the page of an agency from the list. */
async function openAgency(page, name) {
  await page.goto(`/agencies?name=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).first().click();
  await page.waitForURL(/\/agencies\/\d+$/);
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`an agency that was entered twice becomes one and two again, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    const [name, twice] = [`架空の会 あおぞら ${how}`, `NPO法人 架空の会あおぞら ${how}`];
    await addAgency(page, name);
    await addAgency(page, twice);
    await openAgency(page, twice);

    // The second one belongs to an organisation.
    await page.getByRole("link", { name: t("agencies-edit") }).click();
    await page.fill("[name=organisation]", `特定非営利活動法人 架空の会 ${how}`);
    await checkPage(page, `merging-${how}-01-form`);
    await press(page, t("form-save"));
    await checkPage(page, `merging-${how}-02-list`);
    await openAgency(page, twice);
    await checkPage(page, `merging-${how}-03-agency`);
    await page.getByRole("link", { name: `特定非営利活動法人 架空の会 ${how}` }).click();
    await page.waitForURL(/\/organisations\/\d+$/);
    await checkPage(page, `merging-${how}-04-organisation`);

    // Both are looked at side by side.
    await openAgency(page, name);
    await page.locator(".notice a", { hasText: twice }).click();
    await page.waitForURL(/\/merge\/\d+$/);
    await page.locator("input[name=name][value=dropped]").check();
    assert.ok(await page.locator("input[name=organisation][value=dropped]").isChecked(), "what is said comes first");
    await checkPage(page, `merging-${how}-05-both`);
    await press(page, t("merges-merge"));
    assert.equal(await page.locator("h1").innerText(), twice);
    await checkPage(page, `merging-${how}-06-one`);
    await page.goto(`/agencies?name=${encodeURIComponent(name)}`);
    assert.equal(await page.getByRole("link", { name, exact: true }).count(), 0);

    // It was not the same after all.
    await openAgency(page, twice);
    const undone = page.waitForEvent("load");
    await page.locator("form[action$='/undo'] button").click();
    await undone;
    assert.equal(await page.locator("h1").innerText(), name);
    await page.getByRole("link", { name: t("merges-choose"), exact: true }).click();
    await page.waitForURL(/\/merge$/);
    await page.fill("[name=name]", "あおぞら");
    await press(page, t("common-filter-apply"));
    await page.getByRole("link", { name: twice, exact: true }).waitFor();
    await checkPage(page, `merging-${how}-07-search`);

    // And they look alike for good reason.
    await page.getByRole("link", { name: twice, exact: true }).click();
    await page.waitForURL(/\/merge\/\d+$/);
    await press(page, t("different-say"));
    assert.equal(await page.locator(".notice a", { hasText: twice }).count(), 0);
    await page.locator("#different").waitFor();
    await checkPage(page, `merging-${how}-08-different`);
  });
}
