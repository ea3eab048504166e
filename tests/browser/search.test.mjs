// Searching from any page: the box, the page of results, its filters, and the place that a hit leads to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  test(`a word leads from any page to the place where it was said, ${how} JavaScript`, async () => {
    const page = await app.signIn("coordinator", { javaScript });
    await page.goto("/today");
    await checkPage(page, `search-${how}-01-box`);
    await page.fill("#site-search", "相談");
    await press(page, t("search-go"));
    assert.equal(new URL(page.url()).pathname, "/search");
    // A service that has just begun reads its texts first, and a page that has waited long enough says so: it is asked again.
    const found = () => page.locator("#search-results > li").count();
    for (let n = 0; n < 20 && (await found()) <= 3; n++) await press(page, t("search-go"));
    assert.ok((await found()) > 3, "texts are found");
    assert.ok((await page.locator("#search-results mark").count()) > 3, "words are marked");
    await checkPage(page, `search-${how}-02-results`);

    // Other words for the same thing are said, and can be left out.
    await page.fill("[name=q]", "職安");
    await press(page, t("search-go"));
    await page.getByRole("link", { name: t("search-exact") }).click();
    await page.getByRole("link", { name: t("search-usual") }).waitFor();
    await checkPage(page, `search-${how}-03-exact`);

    // Only notes, newest first; the first hit leads to its section.
    await page.goto("/search?q=%E7%9B%B8%E8%AB%87");
    await page.selectOption("[name=what]", "notes");
    await page.selectOption("[name=order]", "new");
    await press(page, t("search-go"));
    const hit = page.locator("#search-results h3 a").first();
    const place = new URL(await hit.getAttribute("href"), page.url());
    await hit.click();
    await page.waitForURL(/\/hearings\/\d+#section-/);
    assert.equal(await page.locator(place.hash).count(), 1, "the section is on the page");
    await page.goBack();
    assert.equal(await page.inputValue("[name=what]"), "notes", "the address has the whole query");
  });
}

test("what cannot be looked for is said at its field, and nothing found is no dead end", async () => {
  const page = await app.signIn("coordinator");
  await page.goto("/search");
  await checkPage(page, "search-04-empty");
  await page.fill("[name=q]", "難".repeat(201));
  await press(page, t("search-go"));
  await page.getByRole("link", { name: t("search-too-long", { max: 200 }) }).waitFor();
  await checkPage(page, "search-05-too-long");
  await page.fill("[name=q]", "「」 OR");
  await press(page, t("search-go"));
  await page.getByRole("link", { name: t("search-no-word") }).waitFor();
  await page.fill("[name=q]", "見つからないことば");
  await press(page, t("search-go"));
  await page.getByText(t("search-none"), { exact: true }).waitFor();
  await checkPage(page, "search-06-none");
});

test("a survey's box searches that survey, and a researcher sees texts without areas", async () => {
  const page = await app.signIn("researcher");
  await page.goto("/surveys/1");
  await page.fill("#site-search", "相談");
  await press(page, t("search-go"));
  assert.equal(await page.inputValue("[name=survey]"), "1");
  assert.equal(await page.locator("[name=region]").count(), 0);
  await checkPage(page, "search-07-researcher");
  await page.goto(`/search?q=${encodeURIComponent("見つからないことば")}`);
  await page.getByText(t("search-none-to-show"), { exact: true }).waitFor();
  await checkPage(page, "search-08-nothing-to-show");
  const viewer = await app.signIn("viewer");
  await viewer.goto("/surveys");
  assert.equal(await viewer.locator("#site-search").count(), 0);
  assert.equal((await viewer.goto("/search")).status(), 403);
});
