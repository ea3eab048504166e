// A person who has no mouse: every step is a key.

import assert from "node:assert/strict";

/** Presses Tab until the focus is on an element that the selector finds. */
export async function tabTo(page, selector, { back = false, most = 250 } = {}) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
  assert.fail(`the Tab key never reaches ${selector} at ${page.url()}; the focus is on ${where}`);
}

/** Presses Enter on what has the focus and waits for the page that answers. */
export async function enter(page) {
  const answered = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await answered;
}

/** Goes to a field and writes into it, in place of what is there. */
export async function write(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Goes to a list and moves through it with the arrows until it has a value. */
export async function choose(page, selector, value) {
  await tabTo(page, selector);
  const at = (wanted) =>
    page.evaluate((wanted) => {
      const list = document.activeElement;
      const to = [...list.options].findIndex((option) => option.value === wanted);
      return { from: list.selectedIndex, to };
    }, wanted);
  const { from, to } = await at(value);
  assert.ok(to >= 0, `${selector} has no ${value}`);
  for (let step = Math.abs(to - from); step > 0; step -= 1) await page.keyboard.press(to > from ? "ArrowDown" : "ArrowUp");
  assert.deepEqual(await at(value), { from: to, to }, `${selector} does not take ${value}`);
}

/** Goes to a box and ticks it. */
export async function tick(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Space");
}
