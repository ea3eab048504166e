// Step 4, coordinator and researcher: the analysis, where every number leads to exactly the texts it counts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkPage, printPage, useService } from "./harness.mjs";
import { t } from "./words.mjs";

const app = useService();
const ANALYSIS = "/surveys/1/analysis";
const ROOMS = {
  answers: "",
  areas: "/areas",
  words: "/words",
  kwic: "/kwic?word=相談&order=l1",
  collocates: "/collocates?word=相談",
  associated: "/associated?word=相談",
  keywords: "/keywords",
  trends: "/trends",
  network: "/network",
  correspondence: "/correspondence?by=kind",
  clusters: "/clusters",
  map: "/map",
  topics: "/topics",
  themes: "/themes",
  texts: "/texts",
};

for (const login of ["coordinator", "researcher"]) {
  test(`every room of the analysis opens for the ${login}`, async () => {
    const page = await app.signIn(login);
    for (const [name, room] of Object.entries(ROOMS)) {
      const answer = await page.goto(ANALYSIS + room);
      assert.equal(answer.status(), 200, room);
      await checkPage(page, `step4-${login}-${name}`);
    }
  });
}

test("charts are pictures with words, and tables hold the same numbers", async () => {
  const page = await app.signIn("coordinator");
  for (const room of ["", "/words", "/trends", "/network", "/correspondence", "/clusters", "/map", "/topics", "/themes"]) {
    await page.goto(ANALYSIS + room);
    // Where most words are as far apart as can be, words say that there is no map.
    if (room === "/map" && (await page.getByText(t("multivariate-shapeless")).count()) > 0) continue;
    // A chart whose marks lead somewhere has its links beside the picture.
    const charts = page.locator("main :is(figure, .figure-chart) :is(svg, g)[role=img]");
    assert.ok((await charts.count()) > 0, `no chart at ${room}`);
    const nameless = await charts.evaluateAll((all) => {
      const words = (id) => document.getElementById(id)?.textContent.trim();
      const named = (svg) => (svg.getAttribute("aria-labelledby") ?? "").split(" ").some(words) || svg.getAttribute("aria-label");
      return all.filter((svg) => !named(svg)).map((svg) => svg.outerHTML.slice(0, 300));
    });
    assert.deepEqual(nameless, [], `a chart without a name at ${room}`);
  }
});

/** All linked numbers of the page ("12" or "12 (3.4%)"), and where they lead. */
async function linkedNumbers(page) {
  const links = await page.locator("main :is(td, th, svg) a").evaluateAll((all) =>
    all.map((link) => ({ text: link.textContent.trim(), href: link.getAttribute("href") ?? link.href?.baseVal })),
  );
  const shape = /^([\d,]+)(?: ?\([\d.]+ ?%\))?$/;
  return links
    .filter((link) => shape.test(link.text))
    .map((link) => ({ n: Number(link.text.match(shape)[1].replaceAll(",", "")), href: link.href }));
}

/** How many responses or texts a page says that it lists. */
async function counted(page) {
  const text = (await page.locator("#responses caption, main p.soft").allInnerTexts()).join(" ");
  const shapes = ["explore-n-responses", "explore-n-texts"].map((key) => t(key, { n: "([\\d,]+)" }));
  const found = shapes.map((shape) => text.match(new RegExp(shape))).find(Boolean);
  return found ? Number(found[1].replaceAll(",", "")) : 0;
}

for (const room of ["answers", "words", "collocates", "associated", "keywords", "trends", "network", "correspondence", "clusters", "topics", "themes"]) {
  test(`every number of ${room} leads to what it counts`, async () => {
    const page = await app.signIn("coordinator");
    await page.goto(ANALYSIS + ROOMS[room]);
    const numbers = await linkedNumbers(page);
    // Of correspondence those words are linked that nobody but the compared kinds used.
    const least = room === "correspondence" ? 5 : 10;
    assert.ok(numbers.length >= least, `only ${numbers.length} linked numbers`);
    const step = Math.max(1, Math.floor(numbers.length / 25));
    const wrong = [];
    for (const { n, href } of numbers.filter((_, place) => place % step === 0)) {
      await page.goto(href);
      const found = await counted(page);
      if (found !== n) wrong.push(`${n} leads to ${found}: ${href}`);
    }
    assert.deepEqual(wrong, []);
    await checkPage(page, `step4-number-of-${room}`);
  });
}

test("a word is shown in its contexts, and a word that nobody used says so", async () => {
  const page = await app.signIn("researcher");
  await page.goto(`${ANALYSIS}/kwic`);
  await page.getByLabel(t("explore-kwic-word")).fill("通院");
  await page.getByRole("button", { name: t("explore-kwic-show") }).click();
  await page.locator("#kwic tbody tr").first().waitFor();
  for (const row of await page.locator("#kwic .kwic-word").allInnerTexts()) {
    if (row !== t("explore-word")) assert.match(row, /通院/);
  }
  await page.goto(`${ANALYSIS}/kwic?word=${encodeURIComponent("存在しない語彙")}`);
  assert.equal(await page.locator("#kwic").count(), 0);
  await checkPage(page, "step4-kwic-nothing");
});

test("a viewer sees no analysis, and a researcher no hearing notes", async () => {
  const viewer = await app.signIn("viewer");
  assert.equal((await viewer.goto(ANALYSIS)).status(), 403);
  await checkPage(viewer, "step4-forbidden");
  const researcher = await app.signIn("researcher");
  assert.equal((await researcher.goto("/surveys/1/hearings")).status(), 403);
});

test("the analysis prints on A4", async () => {
  const page = await app.signIn("coordinator");
  await page.goto(ANALYSIS);
  await printPage(page, "step4-answers");
});

test("on a phone a picture comes early, and what can be set is one press away", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  await page.setViewportSize({ width: 320, height: 720 });
  for (const room of ["/network", "/correspondence", "/clusters"]) {
    await page.goto(ANALYSIS + room);
    const box = await page.locator("main figure").first().boundingBox();
    assert.ok(box.y < 960, `${room}: the picture begins at ${box.y} px`);
    const form = page.locator("main form.filters");
    assert.equal(await form.isVisible(), false, room);
    await page.locator(".filters-fold > summary").click();
    assert.equal(await form.isVisible(), true, room);
  }
});

test("on a phone a line of rooms fades where it goes on, and its last room can be read", async () => {
  const page = await app.signIn("coordinator", { javaScript: false });
  await page.setViewportSize({ width: 320, height: 720 });
  await page.goto(`${ANALYSIS}/network`);
  for (const line of [".tabs:has(+ .rooms) ul", ".rooms ul"]) {
    const { goesOn, fading, free } = await page.locator(line).evaluate((list) => {
      const goesOn = list.scrollWidth > list.clientWidth;
      list.scrollLeft = list.scrollWidth;
      const last = list.lastElementChild.getBoundingClientRect();
      const fading = parseFloat(getComputedStyle(list, "::after").width);
      return { goesOn, fading, free: list.getBoundingClientRect().right - last.right };
    });
    assert.ok(goesOn, `${line} has room for everything: nothing is looked at here`);
    assert.ok(fading > 24, `${line} ends without a hint: ${fading} px`);
    assert.ok(free >= fading - 1, `${line}: its last one is under the fading (${free} px of ${fading})`);
  }
});
