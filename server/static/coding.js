// Coding free answers with keys alone. Keys work only while the box of an answer has the focus. What is pressed is shown
// at once and sent in order; without this script the buttons and links of each box do the same.

const list = document.getElementById("parts");
const status = document.getElementById("coding-status");
const parts = [...list.querySelectorAll("[data-part]")];
const codes = [...document.querySelectorAll("#codes [data-code]")].map((item) => ({ ...item.dataset }));
const start = document.getElementById("start-keys");
/** Remembers across pages that somebody is at it. */
const GOING_ON = "kikitori-coding-keys";
/** Milliseconds between two attempts while nobody is signed in. */
const RETRY = 5000;
let sending = Promise.resolve();
let waiting = 0;
let hasFailed = false;

const sentencesOf = (part) => [...part.querySelectorAll("[data-span]")];
const chipsOf = (sentence) => [...sentence.querySelectorAll("[data-code]")];
const idsOf = (sentence) => chipsOf(sentence).map((chip) => chip.dataset.code);
const suggestedFor = (sentence) => sentence.dataset.suggested.split(" ").filter(Boolean);
const toldFor = (sentence) => (sentence.dataset.told ?? "").split(" ").filter(Boolean);
const isStance = (id) => codes.some((known) => known.code === id && known.stance);
const current = (part) => part.querySelector("[data-span][aria-current]") ?? sentencesOf(part)[0];

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

/** Whether an answer means that nobody is signed in, or in another session than the page is of. */
function isSignedOut(answer) {
  return [401, 403].includes(answer.status) || answer.type === "opaqueredirect" || new URL(answer.url).pathname === "/sign-in";
}

/** Who is signed in on a page, as its head says. */
const personOf = (page) => page.querySelector(".account span")?.textContent;

/** Takes over the token of a session that was begun in another window by the same person; false if there is none. */
async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || isSignedOut(answer)) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrf]")?.value;
  if (!token || personOf(page) !== personOf(document)) return false;
  for (const field of document.querySelectorAll("[name=csrf]")) field.value = token;
  return true;
}

/** Sends one thing; where nobody is signed in any more it waits until somebody is, in another window. */
async function post(form, body) {
  let isRenewed = false;
  for (;;) {
    body.set("csrf", form.elements.csrf.value);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!answer || !isSignedOut(answer) || isRenewed) return answer;
    isRenewed = await renew();
    if (isRenewed) continue;
    say(list.dataset.signedOut);
    await new Promise((done) => setTimeout(done, RETRY));
  }
}

/** Sends what was done behind all that was done before it. */
function send(part, fields) {
  const form = part.querySelector("form");
  const body = new URLSearchParams(new FormData(form));
  body.set("quiet", "yes");
  // The form has what the model tells of all sentences of the answer, for its button.
  body.delete("told");
  for (const [name, value] of fields) body.append(name, value);
  waiting += 1;
  say(list.dataset.waiting);
  sending = sending.then(async () => {
    const answer = await post(form, body);
    waiting -= 1;
    if (answer?.status !== 204) {
      hasFailed = true;
      part.classList.add("coding-failed");
    }
    if (hasFailed) say(list.dataset.failed);
    else if (waiting === 0) say(list.dataset.saved);
  });
}

function show(sentence, id) {
  const code = codes.find((known) => known.code === id);
  if (!code || idsOf(sentence).includes(id)) return;
  const chip = document.createElement("span");
  chip.className = "code-chip";
  chip.dataset.code = id;
  const symbol = document.createElement("span");
  symbol.className = `code-symbol look-${code.look}`;
  symbol.textContent = code.symbol;
  chip.append(symbol, ` ${code.name}`);
  sentence.querySelector("[data-codes]").append(chip);
}

/** What of some codes accepting puts on a sentence: all of them, or the themes where nothing but a stance was chosen. */
function openOf(sentence, ids) {
  const put = idsOf(sentence);
  if (!put.every(isStance)) return [];
  return ids.filter((id) => put.length === 0 || !isStance(id));
}

const openFor = (sentence) => openOf(sentence, suggestedFor(sentence));

function showSuggestion(sentence) {
  const open = openFor(sentence);
  const suggestion = sentence.querySelector("[data-suggestion]");
  if (suggestion) {
    suggestion.hidden = open.length === 0;
    for (const own of suggestion.querySelectorAll("[data-suggests]")) own.hidden = !open.includes(own.dataset.suggests);
  }
  const part = sentence.closest("[data-part]");
  const hide = (name, openIn) => {
    const button = part.querySelector(`button[value=${name}]`);
    if (button) button.hidden = sentencesOf(part).every((other) => openIn(other).length === 0);
  };
  hide("accept", openFor);
  hide("told", (other) => openOf(other, toldFor(other)));
}

/** Puts a code on the chosen sentence, or takes it off. */
function toggle(part, id) {
  const sentence = current(part);
  const chip = chipsOf(sentence).find((found) => found.dataset.code === id);
  if (chip) chip.remove();
  else show(sentence, id);
  showSuggestion(sentence);
  send(part, [["do", chip ? "take" : "put"], ["span", sentence.dataset.span], ["code", id]]);
}

function clear(part) {
  const sentence = current(part);
  const ids = idsOf(sentence);
  if (!ids.length) return;
  chipsOf(sentence).forEach((chip) => chip.remove());
  showSuggestion(sentence);
  send(part, [["do", "take"], ["span", sentence.dataset.span], ...ids.map((id) => ["code", id])]);
}

function accept(part) {
  const open = sentencesOf(part).filter((sentence) => openFor(sentence).length);
  for (const sentence of open) {
    openFor(sentence).forEach((id) => show(sentence, id));
    showSuggestion(sentence);
  }
  if (open.length) send(part, [["do", "accept"]]);
  goOn(part);
}

/** Puts what the model tells on the chosen sentence. */
function acceptTold(part) {
  const sentence = current(part);
  const open = openOf(sentence, toldFor(sentence));
  if (!open.length) return;
  open.forEach((id) => show(sentence, id));
  showSuggestion(sentence);
  send(part, [["do", "told"], ["told", [sentence.dataset.span, ...open].join(" ")]]);
}

const isOpen = (part) => sentencesOf(part).every((sentence) => !idsOf(sentence).length);

function goOn(part) {
  const next = parts[parts.indexOf(part) + 1] ?? parts.find(isOpen);
  if (next) {
    next.focus();
    return;
  }
  const further = list.dataset.state === "open" ? location.href : document.querySelector("a[rel=next]")?.href;
  say(list.dataset.done);
  sending.then(() => {
    if (hasFailed || !further) return;
    sessionStorage.setItem(GOING_ON, "yes");
    if (further === location.href) location.reload();
    else location.assign(further);
  });
}

function choose(part, step) {
  const sentences = sentencesOf(part);
  const at = sentences.indexOf(current(part));
  const next = sentences[at + step];
  if (!next) return;
  sentences.forEach((sentence) => sentence.removeAttribute("aria-current"));
  next.setAttribute("aria-current", "true");
}

const STEPS = {
  Enter: accept,
  0: acceptTold,
  ArrowDown: (part) => parts[parts.indexOf(part) + 1]?.focus(),
  ArrowUp: (part) => parts[parts.indexOf(part) - 1]?.focus(),
  ArrowRight: (part) => choose(part, 1),
  ArrowLeft: (part) => choose(part, -1),
  Delete: clear,
  Backspace: clear,
};

for (const part of parts) {
  part.tabIndex = 0;
  part.setAttribute("aria-labelledby", `${part.id}-title`);
  part.setAttribute("aria-keyshortcuts", Object.keys(STEPS).join(" "));
  sentencesOf(part)[0]?.setAttribute("aria-current", "true");
  part.addEventListener("keydown", (event) => {
    if (event.target !== part || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const code = codes.find((known) => known.press === event.key);
    const step = STEPS[event.key];
    if (!step && !code) return;
    event.preventDefault();
    if (step) step(part);
    else toggle(part, code.code);
  });
  part.addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-span]");
    if (!sentence || getSelection()?.toString()) return;
    sentencesOf(part).forEach((other) => other.removeAttribute("aria-current"));
    sentence.setAttribute("aria-current", "true");
    part.focus();
  });
}

addEventListener("beforeunload", (event) => {
  if (waiting > 0) event.preventDefault();
});

start.hidden = false;
start.addEventListener("click", () => parts[0].focus());
if (sessionStorage.getItem(GOING_ON)) {
  sessionStorage.removeItem(GOING_ON);
  parts[0].focus();
}
