// Building a questionnaire, quicker: changes without a new page, saving while typing, keys. Every page works without it;
// the server answers the same forms with the same pages, of which this takes the parts that have changed.

const PAUSE = 800;
/** How long a link waits for what is being saved, in milliseconds. */
const PATIENCE = 5000;
/** How long saving waits after the server could not be reached, in milliseconds. */
const RETRY = 10_000;

/** Asks for a page and returns it parsed, with where it ended and how. */
async function fetchPage(url, options = {}) {
  const response = await fetch(url, { credentials: "same-origin", ...options });
  const html = await response.text();
  return { url: response.url, status: response.status, page: new DOMParser().parseFromString(html, "text/html") };
}

// Keys work only with this script: so do the words about them.
function showKeys() {
  document.querySelectorAll("[data-keys]").forEach((words) => {
    words.hidden = false;
  });
}
showKeys();

// == The outline: a change replaces the page's middle, and focus stays with the part. ==============================

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-swap]") || !document.querySelector("form.outline")) return;
    event.preventDefault();
    swap(form, event.submitter);
  },
  { capture: true },
);

let isSwapping = false;
const waiting = [];
async function swap(form, button) {
  // Pressed while an answer is on its way: the same button of the next outline is meant.
  if (isSwapping) {
    waiting.push(button.value);
    return;
  }
  isSwapping = true;
  try {
    const values = new URLSearchParams(new FormData(form, button));
    const answer = await fetchPage(form.action, { method: "POST", body: values });
    const main = answer.page.querySelector("main");
    if (!answer.page.querySelector("form.outline")) throw new Error("another page");
    const fragment = new URL(answer.url).hash.slice(1);
    document.querySelector("main").replaceWith(main);
    document.title = answer.page.title;
    showKeys();
    focusOn(decodeURIComponent(fragment), button.value);
  } catch {
    // The plain way says what is wrong.
    form.dataset.plain = "yes";
    form.removeAttribute("data-swap");
    form.requestSubmit(button);
  } finally {
    isSwapping = false;
  }
  const next = waiting.shift();
  buttonsOf(document).find((other) => other.value === next)?.click();
}

function buttonsOf(page) {
  return [...page.querySelectorAll("main button[name=do]")];
}

/** The button that was pressed, in its new place; otherwise the part's own link. */
function focusOn(id, pressed) {
  const part = document.getElementById(id);
  const summary = document.getElementById("error-summary");
  const same = buttonsOf(document).find((button) => button.value === pressed);
  const target = summary ?? same ?? part?.querySelector("a") ?? document.querySelector("main h1");
  if (target?.matches("h1")) target.tabIndex = -1;
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

// Opened at a part: its link takes the focus, so that the next key goes on from there.
const opened = location.hash.startsWith("#row-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (opened) opened.querySelector("a")?.focus();

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const verb = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const part = event.target.closest("[data-part]");
  const form = document.getElementById("editor-form");
  if (part && verb) {
    event.preventDefault();
    part.querySelector(`button[value^="${verb} "]`)?.click();
  } else if (part && event.key === "Enter") {
    event.preventDefault();
    part.querySelector(".editor-actions a")?.click();
  } else if (form?.contains(event.target) && event.key === "Enter") {
    event.preventDefault();
    form.querySelector("button[value=add]").click();
  }
});

// == Dragging a part with the mouse onto another one. ==============================================================

let dragged = null;
document.addEventListener("pointerdown", (event) => {
  const part = event.target.closest(".outline-list [data-part]");
  // Text stays selectable and links stay links: only the empty part of a line is a handle.
  if (part) part.draggable = event.pointerType === "mouse" && !event.target.closest("a, button, input");
});
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-part]") ?? null;
  event.dataTransfer?.setData("text/plain", dragged?.dataset.part ?? "");
});
document.addEventListener("dragover", (event) => {
  const target = dragged && event.target.closest("[data-part]");
  if (!target || dragged === target) return;
  event.preventDefault();
  document.querySelector(".outline-target")?.classList.remove("outline-target");
  target.classList.add("outline-target");
});
document.addEventListener("dragend", () => {
  document.querySelector(".outline-target")?.classList.remove("outline-target");
  dragged = null;
});
document.addEventListener("drop", (event) => {
  const target = dragged && event.target.closest("[data-part]");
  const form = document.querySelector("form.outline");
  if (!target || target === dragged || !form) return;
  event.preventDefault();
  const button = document.createElement("button");
  Object.assign(button, { name: "do", value: "move", hidden: true });
  form.append(hidden("at", dragged.dataset.part), hidden("to", `after ${target.dataset.part}`), button);
  form.requestSubmit(button);
});

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

// == The form of a part: saved while somebody types. ===============================================================

const form = document.querySelector("form[data-autosave]");
if (form) autosave(form);

/** A list that says what a button beside it adds. */
function isChooser(field) {
  return field.name.startsWith("add-");
}

/** What a form would send for its properties, one value a name: of a hidden field and its box the last counts. */
function valuesOf(form) {
  const values = new Map();
  for (const field of form.elements) {
    const isProperty = field.name && !["csrf", "revision", "do"].includes(field.name) && !isChooser(field);
    if (!isProperty || (field.type === "checkbox" && !field.checked)) continue;
    values.set(field.name, field.value);
  }
  return values;
}

/** Whether a link leads to another page in this window. */
function isLeaving(link) {
  const isHere = link.href.split("#")[0] === location.href.split("#")[0];
  return !isHere && !link.target && !link.hasAttribute("download");
}

/** Whether an answer means that nobody is signed in, or in another session than the page is of. */
function isSignedOut(answer) {
  return [401, 403].includes(answer.status) || new URL(answer.url).pathname === "/sign-in";
}

function autosave(form) {
  // A page that came back with problems holds what the server would not take.
  const isBack = form.hasAttribute("data-refused");
  // What the server has: only what differs is sent, so that nobody else's change is undone.
  let saved = isBack ? new Map() : valuesOf(form);
  // What was typed for what it has: 「はい」 may have become 「1|はい」. And what it would not take.
  let settled = new Map();
  let refused = isBack ? valuesOf(form) : new Map();
  const isSaved = (name, value) => saved.get(name) === value || settled.get(name) === value;
  let timer;
  let sending = null;
  const status = () => document.querySelector(".editor-saved");
  const tell = (text, isBad = false) => {
    status().textContent = text;
    status().classList.toggle("editor-saved-bad", isBad);
  };

  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of valuesOf(form)) {
      if (isSaved(name, value)) formData.delete(name);
    }
  });
  const unsaved = () => [...valuesOf(form)].filter(([name, value]) => !isSaved(name, value));
  const isChanged = () => unsaved().some(([name, value]) => refused.get(name) !== value);

  form.addEventListener("input", (event) => {
    if (isChooser(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // Going on to the next field is no reason to hurry; leaving the form is.
  form.addEventListener("focusout", (event) => {
    clearTimeout(timer);
    timer = setTimeout(save, form.contains(event.relatedTarget) ? PAUSE : 50);
  });
  // A button saves by itself; what is on its way comes first, so that its revision is known.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault();
    const button = event.submitter;
    sending.then(() => form.requestSubmit(button));
  }, { capture: true });
  // What is only on its way is saved in a moment: a link waits for that, and asks only about what cannot be saved.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented || !isLeaving(link) || !isChanged()) return;
    event.preventDefault();
    await Promise.race([finish(), new Promise((done) => setTimeout(done, PATIENCE))]);
    // A conflict has a page of its own, which is on its way.
    if (!form.dataset.sent) location.assign(link.href);
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved().length > 0 && !form.dataset.sent) event.preventDefault();
  });

  /** Saves what is not saved yet. */
  async function finish() {
    await sending;
    clearTimeout(timer);
    save();
    await sending;
  }

  function save() {
    if (sending || form.dataset.sent || !isChanged()) return;
    sending = send().then((wait) => {
      sending = null;
      clearTimeout(timer);
      if (isChanged()) timer = setTimeout(save, wait);
    });
  }

  /** Takes over the token of a session that was begun in another window; false if nobody has signed in. */
  async function renew() {
    const { page } = await fetchPage(location.href);
    const token = page.querySelector("form[data-autosave] [name=csrf]")?.value;
    if (!token) return false;
    for (const field of document.querySelectorAll("[name=csrf]")) field.value = token;
    return true;
  }

  /** Sends a form, once more where somebody has signed in again meanwhile. */
  async function post(body) {
    const answer = await fetchPage(form.action, { method: "POST", body });
    if (!isSignedOut(answer) || !(await renew())) return answer;
    body.set("csrf", form.elements.csrf.value);
    return fetchPage(form.action, { method: "POST", body });
  }

  /** Saves once; returns how long the next time should wait. */
  async function send() {
    const sent = valuesOf(form);
    const body = new URLSearchParams(new FormData(form));
    body.set("auto", "1");
    tell(status().dataset.saving);
    try {
      const answer = await post(body);
      if (answer.status === 409) {
        // Somebody changed the same: the page for that is asked for in the plain way.
        sending = null;
        form.requestSubmit();
        return PAUSE;
      }
      if (isSignedOut(answer)) {
        tell(status().dataset.signedOut, true);
        return RETRY;
      }
      const next = answer.page.querySelector("form[data-autosave]");
      if (!next) throw new Error(String(answer.status));
      if (answer.status === 422) {
        refused = sent;
        const words = answer.page.querySelector("#error-summary ul")?.textContent.trim();
        tell(`${status().dataset.failed} ${words ?? ""}`, true);
        return PAUSE;
      }
      take(answer, next, sent);
      return PAUSE;
    } catch {
      tell(status().dataset.failed, true);
      return RETRY;
    }
  }

  /** Takes over what the server knows now, and leaves alone what the person is typing. */
  function take(answer, next, sent) {
    saved = valuesOf(next);
    settled = sent;
    form.elements.revision.value = next.elements.revision.value;
    if (form.action !== next.action) {
      form.action = next.action;
      history.replaceState(null, "", answer.url);
    }
    const now = valuesOf(form);
    for (const field of next.elements) {
      const own = field.id && document.getElementById(field.id);
      const isProperty = own?.form === form && !isChooser(own) && field.name === own.name;
      if (!isProperty || own === document.activeElement || now.get(own.name) !== sent.get(own.name)) continue;
      if (own.type === "checkbox") own.checked = field.checked;
      else own.value = field.value;
    }
    replace(answer.page, ["editor-bar", "editor-preview", "part-heading", "editor-ready", "editor-empty", "editor-marks"]);
    replace(answer.page, ["editor-lists-front", "editor-lists"]);
    const words = [...form.querySelectorAll("[id$='-words']")].map((found) => found.id);
    replace(answer.page, words);
    for (const field of form.elements) if (field.id) takeErrors(answer.page, field);
    document.title = answer.page.title;
    const flash = answer.page.querySelector(".flash")?.textContent.trim();
    if (flash) status().textContent += ` ${flash}`;
  }
}

/** What is wrong with a field, as the server says it now. */
function takeErrors(page, field) {
  const fresh = page.getElementById(field.id);
  const frame = field.closest(".field");
  if (!fresh || !frame || isChooser(field)) return;
  const [old, now] = [document.getElementById(`${field.id}-error`), page.getElementById(`${field.id}-error`)];
  if (old?.textContent === now?.textContent) return;
  old?.remove();
  if (now) field.before(now);
  frame.classList.toggle("field-invalid", Boolean(now));
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (fresh.hasAttribute(name)) field.setAttribute(name, fresh.getAttribute(name));
    else field.removeAttribute(name);
  }
}

function replace(page, ids) {
  for (const id of ids) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !fresh || old.contains(document.activeElement)) continue;
    if (old.querySelector("details")?.open) fresh.querySelector("details")?.setAttribute("open", "");
    old.replaceWith(fresh);
  }
}
