// Coding free answers with keys alone. Keys work only while the box of an answer has the focus. What is pressed is shown
// at once and sent in order; without this script the buttons and links of each box do the same.

const list = document.getElementById("cards");
const status = document.getElementById("coding-status");
const cards = [...list.querySelectorAll("[data-card]")];
const codes = [...document.querySelectorAll("#codes [data-code]")].map((item) => ({ ...item.dataset }));
const start = document.getElementById("start-keys");
/** Remembers across pages that somebody is at it. */
const GOING_ON = "kikitori-coding-keys";
/** Milliseconds between two attempts while nobody is signed in. */
const RETRY = 5000;
let sending = Promise.resolve();
let waiting = 0;
let hasFailed = false;

const sentencesOf = (card) => [...card.querySelectorAll("[data-span]")];
const chipsOf = (sentence) => [...sentence.querySelectorAll("[data-code]")];
const idsOf = (sentence) => chipsOf(sentence).map((chip) => chip.dataset.code);
const suggestedFor = (sentence) => sentence.dataset.suggested.split(" ").filter(Boolean);
const isStance = (id) => codes.some((known) => known.code === id && known.stance);
const current = (card) => card.querySelector("[data-span][aria-current]") ?? sentencesOf(card)[0];

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
function send(card, fields) {
  const form = card.querySelector("form");
  const body = new URLSearchParams(new FormData(form));
  body.set("quiet", "yes");
  for (const [name, value] of fields) body.append(name, value);
  waiting += 1;
  say(list.dataset.waiting);
  sending = sending.then(async () => {
    const answer = await post(form, body);
    waiting -= 1;
    if (answer?.status !== 204) {
      hasFailed = true;
      card.classList.add("coding-failed");
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

/** What accepting puts on a sentence: all that is suggested, or its themes where nothing but a stance was chosen. */
function openFor(sentence) {
  const put = idsOf(sentence);
  if (!put.every(isStance)) return [];
  return suggestedFor(sentence).filter((id) => put.length === 0 || !isStance(id));
}

function showSuggestion(sentence) {
  const suggestion = sentence.querySelector("[data-suggestion]");
  if (!suggestion) return;
  const open = openFor(sentence);
  suggestion.hidden = open.length === 0;
  for (const own of suggestion.querySelectorAll("[data-suggests]")) own.hidden = !open.includes(own.dataset.suggests);
  const card = sentence.closest("[data-card]");
  const button = card.querySelector("button[value=accept]");
  if (button) button.hidden = sentencesOf(card).every((other) => openFor(other).length === 0);
}

/** Puts a code on the chosen sentence, or takes it off. */
function toggle(card, id) {
  const sentence = current(card);
  const chip = chipsOf(sentence).find((found) => found.dataset.code === id);
  if (chip) chip.remove();
  else show(sentence, id);
  showSuggestion(sentence);
  send(card, [["do", chip ? "take" : "put"], ["span", sentence.dataset.span], ["code", id]]);
}

function clear(card) {
  const sentence = current(card);
  const ids = idsOf(sentence);
  if (!ids.length) return;
  chipsOf(sentence).forEach((chip) => chip.remove());
  showSuggestion(sentence);
  send(card, [["do", "take"], ["span", sentence.dataset.span], ...ids.map((id) => ["code", id])]);
}

function accept(card) {
  const open = sentencesOf(card).filter((sentence) => openFor(sentence).length);
  for (const sentence of open) {
    openFor(sentence).forEach((id) => show(sentence, id));
    showSuggestion(sentence);
  }
  if (open.length) send(card, [["do", "accept"]]);
  goOn(card);
}

const isOpen = (card) => sentencesOf(card).every((sentence) => !idsOf(sentence).length);

function goOn(card) {
  const next = cards[cards.indexOf(card) + 1] ?? cards.find(isOpen);
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

function choose(card, step) {
  const sentences = sentencesOf(card);
  const at = sentences.indexOf(current(card));
  const next = sentences[at + step];
  if (!next) return;
  sentences.forEach((sentence) => sentence.removeAttribute("aria-current"));
  next.setAttribute("aria-current", "true");
}

const STEPS = {
  Enter: accept,
  ArrowDown: (card) => cards[cards.indexOf(card) + 1]?.focus(),
  ArrowUp: (card) => cards[cards.indexOf(card) - 1]?.focus(),
  ArrowRight: (card) => choose(card, 1),
  ArrowLeft: (card) => choose(card, -1),
  Delete: clear,
  Backspace: clear,
};

for (const card of cards) {
  card.tabIndex = 0;
  card.setAttribute("aria-labelledby", `${card.id}-title`);
  card.setAttribute("aria-keyshortcuts", Object.keys(STEPS).join(" "));
  sentencesOf(card)[0]?.setAttribute("aria-current", "true");
  card.addEventListener("keydown", (event) => {
    if (event.target !== card || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const code = codes.find((known) => known.press === event.key);
    const step = STEPS[event.key];
    if (!step && !code) return;
    event.preventDefault();
    if (step) step(card);
    else toggle(card, code.code);
  });
  card.addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-span]");
    if (!sentence || getSelection()?.toString()) return;
    sentencesOf(card).forEach((other) => other.removeAttribute("aria-current"));
    sentence.setAttribute("aria-current", "true");
    card.focus();
  });
}

addEventListener("beforeunload", (event) => {
  if (waiting > 0) event.preventDefault();
});

start.hidden = false;
start.addEventListener("click", () => cards[0].focus());
if (sessionStorage.getItem(GOING_ON)) {
  sessionStorage.removeItem(GOING_ON);
  cards[0].focus();
}
