// Tests of tables: said in words, with the figures after, on pages that everybody can read.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const ANALYSIS = "/surveys/1/analysis";

/** Every line of a table of tests says something, and no figure is none. */
async function sayWhatCame(page) {
  const rows = await page.locator("#tests tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  assert.ok(rows.length > 0, "nothing was tested");
  for (const cells of rows) {
    assert.ok(cells[1].length > 5, `nothing is said: ${cells}`);
    assert.doesNotMatch(cells.join(" "), /NaN|inf/);
  }
}

for (const login of ["coordinator", "researcher"]) {
  test(`tables and their tests for the ${login}`, async () => {
    const page = await app.signIn(login);
    await page.goto(`${ANALYSIS}?by=region`);
    await sayWhatCame(page);
    await checkPage(page, `tested-${login}-by-region`);
    await page.goto(`${ANALYSIS}/word-table?by=kind`);
    await sayWhatCame(page);
    await checkPage(page, `tested-${login}-words`);
    await page.goto(`${ANALYSIS}/before-after`);
    await checkPage(page, `tested-${login}-before-after`);
    await page.goto(`${ANALYSIS}/shared?by=region`);
    await checkPage(page, `tested-${login}-shared-by-region`);
    await page.goto("/surveys/1/progress");
    await checkPage(page, `tested-${login}-progress`);
    await page.goto(`${ANALYSIS}/collaboration`);
    assert.ok((await page.locator(".figures-beside table tbody tr").count()) > 1, "there is a matrix");
    await checkPage(page, `tested-${login}-collaboration`);
    const before = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 720 });
    const charts = page.locator(".figure-chart-wide svg");
    const letters = await charts.evaluateAll((all) => all.map((svg) => (14 * svg.getBoundingClientRect().width) / svg.viewBox.baseVal.width));
    assert.ok(letters.length > 0 && letters.every((size) => size >= 12), `letters of wide charts on a telephone, in px: ${letters}`);
    await page.setViewportSize(before);
  });
}

test("a question is set against another one with the form", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${ANALYSIS}/cross`);
  await checkPage(page, "tested-cross-nothing");
  await page.getByLabel(t("explore-cross-side")).selectOption("region");
  await page.getByLabel(t("explore-cross-top")).selectOption({ index: 1 });
  await page.getByRole("button", { name: t("common-filter-apply") }).click();
  await page.locator("#tests").waitFor();
  await sayWhatCame(page);
  await checkPage(page, "tested-cross");
});

test("the cells of a cross table are taken home without JavaScript", async () => {
  const page = await app.signIn("researcher", { javaScript: false });
  for (const room of ["word-table?by=kind", "themes?by=region", "cross?side=region&top=q:difficulties"]) {
    await page.goto(`${ANALYSIS}/${room}`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: t("cells-csv") }).click();
    const name = (await download).suggestedFilename();
    assert.match(name, new RegExp(`academic-${room.split("?")[0]}-.*\\.csv$`), "its name tells purpose, table and settings");
  }
});

for (const javaScript of [true, false]) {
  test(`what the same people wrote is chosen with the form ${javaScript ? "with" : "without"} JavaScript`, async () => {
    for (const login of ["coordinator", "researcher"]) {
      const page = await app.signIn(login, { javaScript });
      for (const of of ["words", "themes", "rules"]) {
        await page.goto(`${ANALYSIS}/before-after`);
        const folded = page.locator("details.filters-fold:not([open]) > summary");
        if (await folded.count()) await folded.click();
        await page.getByLabel(t("explore-written-of")).selectOption(of);
        await press(page, t("common-filter-apply"));
        assert.equal(new URL(page.url()).searchParams.get("of"), of);
        await page.getByRole("heading", { name: t("explore-written-heading") }).waitFor();
        if (javaScript) await checkPage(page, `tested-${login}-written-${of}`);
      }
      await page.goto(`${ANALYSIS}/before-after`);
      const links = page.locator("#paired a, #written a");
      if (login === "researcher") {
        assert.equal(await links.count(), 0, "what joins before and after is for the team");
        continue;
      }
      await links.first().click();
      await page.locator("#people").waitFor();
      if (javaScript) await checkPage(page, "tested-before-after-people");
    }
  });
}
