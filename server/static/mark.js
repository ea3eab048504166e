// Marking a stretch of a note by selecting it, with mouse, keyboard or finger. It fills the form with the sentences
// that is there without JavaScript. Places are counted as the server counts them: in code points of the stored text.

const bar = document.getElementById("mark-bar");
const words = bar?.querySelector(".mark-bar-text");
let chosen = null;

/** Code points of the note before a place, leaving out the labels of marks, which are not part of the text. */
function codePointsBefore(note, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(note);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  copy.querySelectorAll(".mark-label").forEach((label) => label.remove());
  return [...copy.textContent].length;
}

/** The form that marks a note; none where the interviewee does not want it used. */
function formOf(note) {
  return document.querySelector(`form[data-mark="${note.dataset.note}"]`);
}

/** The part of the selection that lies in one note, as {note, start, end, text}; null where there is none. */
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const inside = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-note]");
  const note = inside(range.startContainer) ?? inside(range.endContainer);
  if (!note || !formOf(note)) return null;
  // A triple click or a sweep often ends in the next element: what lies outside the note is cut off.
  const whole = document.createRange();
  whole.selectNodeContents(note);
  const startsBefore = range.compareBoundaryPoints(Range.START_TO_START, whole) < 0;
  const endsAfter = range.compareBoundaryPoints(Range.END_TO_END, whole) > 0;
  const first = startsBefore ? whole : range;
  const last = endsAfter ? whole : range;
  const from = codePointsBefore(note, first.startContainer, first.startOffset);
  const to = codePointsBefore(note, last.endContainer, last.endOffset);
  const letters = [...textOf(note)].slice(from, to);
  const leading = letters.findIndex((letter) => letter.trim());
  if (leading < 0) return null;
  const trailing = [...letters].reverse().findIndex((letter) => letter.trim());
  const text = letters.slice(leading, letters.length - trailing).join("");
  return { note, start: from + leading, end: to - trailing, text };
}

function textOf(note) {
  const copy = note.cloneNode(true);
  copy.querySelectorAll(".mark-label").forEach((label) => label.remove());
  return copy.textContent;
}

function show(found) {
  chosen = found;
  words.textContent = `「${shortened(found.text)}」`;
  // Right behind the text, so that the Tab key leads from the selection to the buttons.
  found.note.after(bar);
  bar.hidden = false;
}

function shortened(text) {
  const letters = [...text];
  return letters.length <= 40 ? text : `${letters.slice(0, 25).join("")}…${letters.slice(-12).join("")}`;
}

function close() {
  chosen = null;
  bar.hidden = true;
}

/** Sends the form of the note with the place, and with the stance of a button or the code of a list. */
function send(value) {
  const form = formOf(chosen.note);
  form.querySelectorAll("input[type=checkbox]").forEach((box) => {
    box.checked = false;
  });
  const span = form.querySelector("input[name=span][type=hidden]");
  span.value = `${chosen.start}-${chosen.end}`;
  span.disabled = false;
  const codes = form.querySelector("select[name=code]");
  if (codes) codes.value = value;
  form.requestSubmit(form.querySelector(codes ? "button[value=put]" : `button[name=stance][value="${value}"]`));
}

if (bar) {
  let pause;
  document.addEventListener("selectionchange", () => {
    clearTimeout(pause);
    // While a finger or the mouse is still moving, the bar would jump.
    pause = setTimeout(() => {
      const found = selected();
      if (found) show(found);
      else if (!bar.contains(document.activeElement)) close();
    }, 250);
  });
  // A press on the bar must not take the selection away before it is used.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !chosen) return;
    if ("close" in button.dataset) {
      getSelection()?.removeAllRanges();
      close();
    } else {
      send(button.value);
    }
  });
  document.addEventListener("keydown", (event) => {
    // While words are chosen a letter is the code that its button shows; Escape ends that.
    const isTyped = event.target.closest?.("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey;
    const button = bar.hidden || isTyped ? null : bar.querySelector(`button[data-press="${CSS.escape(event.key)}"]`);
    if (button && chosen) send(button.value);
    if (event.key === "Escape" && !bar.hidden) {
      getSelection()?.removeAllRanges();
      close();
    }
  });
  // Back from the next page: the form must not send the old place again with the boxes.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-mark] input[name=span][type=hidden]").forEach((span) => {
      span.disabled = true;
    });
  });
}
