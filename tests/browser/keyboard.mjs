// A person who has no mouse: every step is a key.

import assert from "node:assert/strict";

/** Presses Tab until the focus is on an element that the selector finds. */
export async function tabTo(page, selector, { back = false, most = 250 } = {}) {
  // The way there is counted first, so that its keys can follow each other without a question after each.
  await pressTab(page, back, Math.min(await stopsTo(page, selector, back), most));
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await pressTab(page, back, 1);
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
  assert.fail(`the Tab key never reaches ${selector} at ${page.url()}; the focus is on ${where}`);
}

/** How often Tab is pressed to get from the focus to an element, as far as the page tells. */
function stopsTo(page, selector, back) {
  const count = ({ selector, back }) => {
    const isStop = (found) => found.tabIndex >= 0 && !found.disabled && !found.closest("[inert]") && found.checkVisibility();
    const isOfGroup = (found) => {
      const group = found.type === "radio" && [...found.form.elements].filter((other) => other.type === "radio" && other.name === found.name);
      return group && found !== (group.find((other) => other.checked) ?? group[0]);
    };
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")];
    const stops = all.filter((found) => (isStop(found) && !isOfGroup(found)) || found === document.activeElement);
    const from = stops.indexOf(document.activeElement);
    const to = stops.findIndex((found) => found.matches(selector));
    return to < 0 ? 0 : Math.max(0, back ? from - to : to - from);
  };
  return page.evaluate(count, { selector, back });
}

const keyboards = new WeakMap();

/** Presses Tab so many times, as fast as a keyboard that is held down. */
async function pressTab(page, back, times) {
  if (!keyboards.has(page)) keyboards.set(page, await page.context().newCDPSession(page));
  const keyboard = keyboards.get(page);
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9, modifiers: back ? 8 : 0 };
  const sent = [];
  for (let press = 0; press < times; press += 1) {
    for (const type of ["rawKeyDown", "keyUp"]) sent.push(keyboard.send("Input.dispatchKeyEvent", { type, ...key }));
  }
  await Promise.all(sent);
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
