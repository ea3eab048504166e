// Network, correspondence, clusters, map and topics: set by a form, read without a mouse, taken home as files.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, press, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const ANALYSIS = "/surveys/1/analysis";

/** Rooms with a setting that leaves fewer rows in a table. */
const SETTINGS = [
  { room: "network", field: "multivariate-field-edges", value: "5", table: "#table-edges" },
  { room: "clusters", field: "multivariate-field-groups", value: "4", table: "#table-clusters" },
  { room: "correspondence", field: "multivariate-field-most", value: "12", table: "#table-words" },
  { room: "topics", field: "multivariate-field-groups", value: "3", table: "#table-topics" },
];

for (const { room, field, value, table } of SETTINGS) {
  test(`what is typed on ${room} changes the picture, without JavaScript too`, async () => {
    const page = await app.signIn("coordinator", { javaScript: false });
    await page.goto(`${ANALYSIS}/${room}`);
    const before = await page.locator(`${table} tbody tr`).count();
    // What can be set is folded up until something is.
    await page.locator(".filters-fold > summary").click();
    // The picture is described with the same words.
    const input = page.locator("main form").getByLabel(t(field));
    await input.fill(value);
    await press(page, t("common-filter-apply"));
    assert.equal(await input.inputValue(), value, "the form remembers what was typed");
    const rows = await page.locator(`${table} tbody tr`).count();
    assert.ok(rows > 0 && rows < before, `${rows} rows after ${before}`);
    await checkPage(page, `multivariate-${room}-set`);
  });
}

test("a mark of the picture leads to where the word stands, by keyboard", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(`${ANALYSIS}/network`);
  const mark = page.locator('figure svg a:not([aria-label*="–"])').first();
  const word = (await mark.getAttribute("aria-label")).split(":")[0];
  await mark.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/kwic\?word=/);
  await page.waitForLoadState();
  assert.equal(new URL(page.url()).searchParams.get("word"), word);
  assert.ok((await page.locator("main").innerText()).includes(word));
});

test("pictures and tables can be taken home by the researcher, as they stand on the page", async () => {
  const page = await app.signIn("researcher");
  for (const room of ["network", "correspondence", "clusters", "map", "topics"]) {
    // A map of all words that five people have takes long in a program that is not optimised.
    const least = room === "map" ? 20 : 5;
    await page.goto(`${ANALYSIS}/${room}?least=${least}`);
    const links = await page.locator("main a[download]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    // Of few people in each area nothing may be left to set against one another, and of few pairs no map can be drawn.
    const isEmpty = ["correspondence", "map"].includes(room) && (await page.locator(".empty-state").count()) > 0;
    assert.ok(isEmpty || links.length >= 3, `${room}: ${links}`);
    for (const link of links) {
      assert.ok(link.includes(`least=${least}`), link);
      const answer = await page.request.get(link);
      assert.equal(answer.status(), 200, link);
      const body = await answer.body();
      if (link.includes(".png")) assert.equal(body.subarray(1, 4).toString(), "PNG");
      if (link.includes(".svg")) assert.match(body.toString("utf8"), /^<svg [^]*<\/svg>\s*$/);
      if (link.includes(".csv")) assert.deepEqual([...body.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    }
  }
});
