// How long a key press takes on a hearing note of 50,000 characters with 500 spans, from the key to the painted frame, beside a
// bare text field with the same words in the same run; and how long its pages take to open. Run by scripts/measure-typing.

import { launch, passwordOf, press } from "./harness.mjs";
import { startService } from "./service.mjs";
import { t } from "./words.mjs";

const LETTERS = 50_000;
const SPANS = 500;
/** Spans in one form, at most, as the page takes them. */
const AT_ONCE = 200;
const SENTENCE = "通院の日は休みにくいので、時間単位の休みがあると助かるという話だった。";
/** Key presses, and milliseconds between two of them: long enough that the note saves itself meanwhile. */
const KEYS = 240;
const PACE = 60;
const OPENINGS = 15;
/** What the pages have to keep to, in milliseconds. */
const MOST_TYPING = 50;
const MOST_OPENING = 300;

// Paragraphs of a few sentences, as notes are written. A section takes no more than that: there is room for what is typed, and for
// the ends of lines, which forms send as two characters.
const PARAGRAPH = `${SENTENCE.repeat(5)}\n`;
const words = PARAGRAPH.repeat(Math.ceil(LETTERS / PARAGRAPH.length)).slice(0, LETTERS - KEYS - Math.ceil(LETTERS / PARAGRAPH.length));

/** Spans all over the text, each of which overlaps its neighbours. */
function spans() {
  const step = Math.floor(words.length / SPANS);
  const span = (_, place) => `${place * step}-${Math.min(place * step + step * 2 + (place % 7), words.length)}`;
  return Array.from({ length: SPANS }, span);
}

async function signIn(page, service) {
  await page.goto("/sign-in");
  await page.fill("input[name=login]", "coordinator");
  await page.fill("input[name=password]", passwordOf(service.prepared, "coordinator"));
  await press(page, t("common-sign-in"));
}

/** A note with the text and its spans; returns its address. */
async function makeNote(page) {
  await page.goto("/surveys/1/hearings/new");
  await page.selectOption("[name=agency]", { index: 1 });
  await page.fill("[name=role]", words);
  await press(page, t("hearings-save"));
  const note = new URL(page.url()).pathname;
  const all = spans();
  for (let from = 0; from < all.length; from += AT_ONCE) {
    await page.goto(note);
    const status = await page.evaluate(
      async ({ path, chosen }) => {
        const value = (name) => document.querySelector(`form[data-mark=role] [name=${name}]`).value;
        const form = new URLSearchParams({ csrf: value("csrf"), section: "role", revision: value("revision"), stance: "challenge" });
        for (const span of chosen) form.append("span", span);
        return (await fetch(path, { method: "POST", body: form })).status;
      },
      { path: `${note}/segments`, chosen: all.slice(from, from + AT_ONCE) },
    );
    if (status !== 200) throw new Error(`marking was answered with ${status}`);
  }
  await page.goto(note);
  const marked = await page.locator("#section-role .mark-list li").count();
  if (marked !== SPANS) throw new Error(`${marked} spans instead of ${SPANS}`);
  return note;
}

/** Milliseconds from the request to the end of loading, each time. */
async function openings(page, path) {
  const times = [];
  for (let run = 0; run < OPENINGS; run += 1) {
    await page.goto(path);
    await page.waitForFunction(() => performance.getEntriesByType("navigation")[0].loadEventEnd > 0);
    times.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd));
  }
  return times;
}

/** Types at the beginning of a field, before all spans; returns the milliseconds from each key to the frame that shows it. */
async function typing(page, selector) {
  await page.locator(selector).evaluate((field) => {
    field.focus();
    field.setSelectionRange(0, 0);
    window.painted = [];
    let pressed = 0;
    field.addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
    field.addEventListener("input", () => {
      const since = pressed;
      // A message that is sent in a frame arrives when the frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.painted.push(performance.now() - since);
        port2.postMessage("");
      });
    });
  });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press("abcdefghij"[key % 10]);
    await page.waitForTimeout(PACE);
  }
  await page.waitForFunction((n) => window.painted.length === n, KEYS);
  return page.evaluate(() => window.painted);
}

const at = (times, percent) => [...times].sort((a, b) => a - b)[Math.min(Math.floor((times.length * percent) / 100), times.length - 1)];

/** Prints a line, and returns the median and the 95th percentile. */
function tell(name, times) {
  const [half, most] = [at(times, 50), at(times, 95)];
  const figure = (value) => value.toFixed(1).padStart(8);
  console.log(`  ${name.padEnd(34)} p50 ${figure(half)} ms   p95 ${figure(most)} ms   longest ${figure(Math.max(...times))} ms`);
  return { half, most };
}

async function measure(service, browser) {
  const context = await browser.newContext({ baseURL: service.url, viewport: { width: 1280, height: 900 }, locale: "ja-JP" });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await signIn(page, service);
  const note = await makeNote(page);

  console.log(`A note of ${words.length} characters with ${SPANS} spans, from the request to the loaded page (limit: ${MOST_OPENING} ms)`);
  const opened = [
    tell("to be read and marked", await openings(page, note)),
    tell("to be written", await openings(page, `${note}/edit`)),
  ];

  let nSaved = 0;
  page.on("response", (answer) => {
    if (answer.url().endsWith("/autosave") && answer.ok()) nSaved += 1;
  });
  const own = await typing(page, "[name=role]");
  await page.close();
  const bare = await context.newPage();
  await bare.setContent('<!doctype html><meta charset="utf-8"><textarea rows="8" cols="80"></textarea>');
  await bare.locator("textarea").fill(words);
  const plain = await typing(bare, "textarea");
  console.log(`${KEYS} key presses, from the key to the painted frame (limit: ${MOST_TYPING} ms); the note saved itself ${nSaved} times`);
  const typed = tell("on the note", own);
  const beside = tell("on a bare text field", plain);
  console.log(`  ratio of the medians ${(typed.half / beside.half).toFixed(2)}, of the 95th percentiles ${(typed.most / beside.most).toFixed(2)}`);
  if (nSaved === 0) throw new Error("the note did not save itself: what was measured is not what people do");
  return typed.most < MOST_TYPING && opened.every(({ most }) => most < MOST_OPENING);
}

const service = await startService();
const chromium = await launch();
try {
  if (!(await measure(service, chromium.browser))) {
    console.log("A limit is not kept.");
    process.exitCode = 1;
  }
} finally {
  await chromium.close();
  await service.stop();
}
