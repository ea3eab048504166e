// The editor of coding rules: while somebody writes, the counts below follow. The server counts, by the same handler that the
// button asks; without this script a person presses the button.

/** Milliseconds without typing before the rules are counted. */
const PAUSE = 700;
/** Status of a page that says what is wrong with the rules. */
const WRONG = 422;

const form = document.querySelector("form.rule-form");
const live = document.getElementById("rules-live");
const status = document.getElementById("rules-status");
let waiting;
let asked = new AbortController();

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

/** The page that the button would lead to, or null if there is none. */
async function tried(signal) {
  const body = new FormData(form);
  body.set("do", "try");
  const answer = await fetch(form.action, { method: "POST", body, signal });
  const isPage = !answer.redirected && (answer.ok || answer.status === WRONG);
  return isPage ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function count() {
  // What was asked before is of rules that do not stand there any more.
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  if (!form.elements.content.value.trim()) {
    live.replaceChildren();
    say(status.dataset.ready);
    return;
  }
  say(status.dataset.counting);
  const page = await tried(signal).catch(() => null);
  if (signal.aborted) return;
  const found = page?.getElementById("rules-live");
  if (!found) {
    say(status.dataset.failed);
    return;
  }
  live.replaceChildren(...found.childNodes);
  say(live.querySelector("#errors") ? status.dataset.wrong : status.dataset.counted);
}

function later(event) {
  clearTimeout(waiting);
  // Words that an input method has not ended yet are no words.
  if (!event.isComposing) waiting = setTimeout(count, PAUSE);
}

status.hidden = false;
say(status.dataset.ready);
form.elements.content.addEventListener("input", later);
form.elements.content.addEventListener("compositionend", later);
form.elements.unit.addEventListener("change", count);
// A press of a button says more than a count that is still on its way.
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  asked.abort();
});
if (!live.querySelector("section")) count();
