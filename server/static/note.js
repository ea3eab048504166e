// A note is saved while it is written, and what is not saved yet stays in this browser through a lost line and a restart.
// The server alone decides how texts of two people become one; here only what it says is shown.

/** Milliseconds without typing before a copy is kept here, and before it is saved. */
const KEEP = 300;
const PAUSE = 2500;
/** Milliseconds after which it is saved although somebody goes on typing. */
const LONGEST = 10000;
/** Milliseconds between two attempts to reach the server. */
const RETRY = 5000;
/** Status of an answer to more than the server takes at once. */
const TOO_LARGE = 413;

const form = document.querySelector("form[data-note]");
const status = document.getElementById("note-status");
const discard = document.getElementById("note-discard");
const words = form.dataset;
/** Says which copy a press of the button sent: saved.js forgets it when the note has arrived. */
const SENT = "note-sent";
const key = nameOfCopy();

/** Name and value of every field that is typed in. */
function typedIn() {
  const own = ["csrf", "go", "revision", "mark"];
  return [...new FormData(form)].filter(([name, value]) => !own.includes(name) && typeof value === "string");
}

const asText = () => JSON.stringify(typedIn());

/** The name of the copy. A new sheet that comes back with a mistake keeps its own, although it now has an agency. */
function nameOfCopy() {
  const own = `note:${words.note}`;
  const sent = storage(() => sessionStorage.getItem(SENT));
  storage(() => sessionStorage.removeItem(SENT));
  const sheet = (name) => name.replace(/-new-\d*$/, "-new");
  return words.typed !== undefined && sent && sheet(sent) === sheet(own) ? sent : own;
}

/** Runs what may be refused: some browsers forbid storage. */
function storage(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

function tell(text, isBad = false) {
  status.textContent = text;
  status.classList.toggle("note-status-bad", isBad);
}

/**
 * Keeps what is not saved, with the state of the note that it was written on: where both texts are shown, still the one before
 * them, so that they are shown again. False if the browser does not keep it.
 */
function keep() {
  const copy = { revision: words.base ?? form.elements.revision.value, fields: typedIn() };
  return storage((kept) => (kept.setItem(key, JSON.stringify(copy)), true)) ?? false;
}

const forget = () => storage((kept) => kept.removeItem(key));

/**
 * Puts back what an earlier page could not save. Its state of the note goes along: the server puts both together. It is saved when
 * somebody has seen it and types on or presses the button.
 */
function restore() {
  const copy = storage((kept) => JSON.parse(kept.getItem(key) ?? "null"));
  if (!copy || words.typed !== undefined || JSON.stringify(copy.fields) === asText()) {
    forget();
    return;
  }
  const stored = form.elements.revision.value;
  for (const [name, value] of copy.fields) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.elements.revision.value = copy.revision;
  tell(words.restored);
  offerTheStored(stored);
}

/** Lets people drop what was put back, for what is stored. When they type on, the button stays until it is saved. */
function offerTheStored(revision) {
  discard.hidden = false;
  discard.addEventListener("click", async () => {
    clearTimeout(keeping);
    clearTimeout(waiting);
    // What is on its way arrives first; it may be all of it.
    await onItsWay;
    if (discard.hidden) return;
    clearTimeout(waiting);
    form.reset();
    form.elements.revision.value = revision;
    since = 0;
    forget();
    discard.hidden = true;
    tell(words.discarded);
    form.querySelector(".save-bar button").focus();
  }, { once: true });
}

// What came back with the page is not on the server yet.
let saved = words.typed === undefined ? asText() : "";
let waiting;
let keeping;
/** When the first character was typed that is not saved. */
let since = 0;
let onItsWay = null;
let isSending = false;
/** The server did not take what was sent last, for its length. */
let isTooLong = false;

const isDirty = () => asText() !== saved;

function later(wait) {
  clearTimeout(waiting);
  waiting = setTimeout(save, wait);
}

/** Saves; true when everything that was typed before is on the server. */
function save() {
  clearTimeout(waiting);
  onItsWay ??= send().finally(() => {
    onItsWay = null;
  });
  return onItsWay;
}

/** Whether an answer means that nobody is signed in, or in another session than the page is of. */
function isSignedOut(answer) {
  return [401, 403].includes(answer.status) || new URL(answer.url).pathname === "/sign-in";
}

/** Who is signed in on a page, as its head says. */
const personOf = (page) => page.querySelector(".account span")?.textContent;

/**
 * Takes over the token of a session that was begun in another window by the same person. Returns what the server answered, and
 * whether that person is signed in.
 */
async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrf]")?.value;
  const isIn = Boolean(token) && answer.ok && !isSignedOut(answer) && personOf(page) === personOf(document);
  if (isIn) {
    for (const field of document.querySelectorAll("[name=csrf]")) field.value = token;
  }
  return { answer, isIn };
}

/** Sends the sheet, once more where somebody has signed in again meanwhile. */
async function post() {
  const send = () => fetch(words.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const answer = await send();
  return isSignedOut(answer) && (await renew()).isIn ? send() : answer;
}

/** A new sheet is on the server when somebody presses the button; until then there is the copy here. */
function sayKept() {
  const time = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
  const isKept = keep();
  tell(isKept ? words.kept.replace("{time}", time) : words.unkept, !isKept);
  since = 0;
  return false;
}

async function send() {
  isTooLong = false;
  if (!isDirty()) {
    forget();
    return true;
  }
  if (!words.autosave) return sayKept();
  const before = new Map(typedIn());
  since = 0;
  let answer;
  try {
    answer = await post();
  } catch {
    tell(words.lost, true);
    later(RETRY);
    return false;
  }
  isTooLong = answer.status === TOO_LARGE;
  if (isTooLong) {
    // Sent again it would be too long again: it waits here until somebody has shortened it.
    keep();
    tell(words.tooLong, true);
    return false;
  }
  if (isSignedOut(answer) || !answer.headers.get("content-type")?.includes("json")) {
    // Signing out in another window took the copy away.
    keep();
    tell(isSignedOut(answer) ? words.signedOut : words.lost, true);
    later(RETRY);
    return false;
  }
  const said = await answer.json();
  if (!answer.ok) {
    tell(said.words, true);
    return false;
  }
  return take(said, before);
}

/** Gives a field another text and leaves the cursor where it was in the words. */
function rewrite(field, text) {
  const old = field.value;
  const [start, end] = [field.selectionStart, field.selectionEnd];
  field.value = text;
  if (field !== document.activeElement || typeof start !== "number") return;
  let same = 0;
  while (same < old.length && old[same] === text[same]) same += 1;
  const moved = (at) => (at <= same ? at : Math.max(same, at + text.length - old.length));
  field.setSelectionRange(moved(start), moved(end));
}

/** Takes over what the server says, and what others wrote meanwhile. */
function take(said, before) {
  discard.hidden = true;
  const others = Object.entries(said.fields).filter(([name]) => form.elements[name]);
  // Where somebody typed on, the words of both are not together yet: the next save is still made from the state before.
  const isOpen = others.some(([name]) => form.elements[name].value !== before.get(name));
  if (!isOpen) {
    for (const [name, value] of others) {
      rewrite(form.elements[name], value);
      before.set(name, value);
    }
    form.elements.revision.value = said.revision;
  }
  saved = JSON.stringify([...before]);
  tell(said.words);
  if (isDirty()) {
    keep();
    later(PAUSE);
    return false;
  }
  forget();
  return true;
}

restore();
if (words.typed !== undefined) keep();

form.addEventListener("input", () => {
  clearTimeout(keeping);
  keeping = setTimeout(keep, KEEP);
  since ||= Date.now();
  later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
});

/** What stands between the button and the server, in words; empty if nothing does. */
async function obstacle() {
  try {
    const { answer, isIn } = await renew();
    if (isIn) return "";
    return answer.ok || isSignedOut(answer) ? words.signedOut : words.lost;
  } catch {
    return words.lost;
  }
}

// The button goes on when what was typed is on the server, or when only the server's page can say more.
form.addEventListener("submit", async (event) => {
  if (isSending) return;
  const button = event.submitter;
  event.preventDefault();
  event.stopImmediatePropagation();
  clearTimeout(keeping);
  keep();
  if (words.autosave) await save();
  if (isTooLong) return;
  const problem = await obstacle();
  if (problem) {
    tell(problem, true);
    if (words.autosave) later(RETRY);
    return;
  }
  isSending = true;
  clearTimeout(waiting);
  storage(() => sessionStorage.setItem(SENT, key));
  form.requestSubmit(button);
}, true);

// The page with the text of a file is made from what is on the server.
document.querySelector("[data-note-import]")?.addEventListener("click", (event) => {
  if (!isDirty()) return;
  event.preventDefault();
  tell(words.importFirst, true);
});

// Signing out takes the copies out of this browser.
let isSigningOut = false;
document.addEventListener("submit", (event) => {
  isSigningOut = event.target.getAttribute("action") === "/sign-out";
});

addEventListener("beforeunload", (event) => {
  if (!isSending && isDirty() && (!keep() || isSigningOut)) event.preventDefault();
});
