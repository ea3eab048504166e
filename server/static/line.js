// A line that drops loses nothing: what is typed stays in this tab until the server has it, and a page that cannot be
// sent waits and is sent by itself. Nothing is kept after the tab is closed: the computer may be used by many people.

/** Milliseconds between two attempts to reach the server. */
const RETRY = 5000;
/** Milliseconds without typing before it is kept. */
const PAUSE = 300;
const PREFIX = "typed:";
const NOT_TYPED = ["csrf", "kt:base", "kt:window", "kt:advised", "go"];

const form = document.querySelector("form[data-fill]");
const notice = document.getElementById("line");
const key = PREFIX + location.pathname;

function tell(words) {
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector("p").textContent = words;
}

/** What was typed, as [name, value] pairs in the order of the page. Files cannot be kept. */
function typedIn(form) {
  return [...new FormData(form)].filter(([name, value]) => !NOT_TYPED.includes(name) && typeof value === "string");
}

/** Runs what may be refused: some browsers forbid storage, and then there is nothing to keep. */
function storage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

function keep(isSent) {
  storage((kept) => kept.setItem(key, JSON.stringify({ isSent, fields: typedIn(form) })));
}

/** Forgets what has been sent, since another page has come, and returns what was kept of this one. */
function settle() {
  return storage((all) => {
    const own = JSON.parse(all.getItem(key) ?? "null");
    for (const name of Object.keys(all)) {
      if (name.startsWith(PREFIX) && JSON.parse(all.getItem(name)).isSent) all.removeItem(name);
    }
    return own;
  });
}

/** Puts back what a page before this one could not send. */
function restore(kept) {
  const [entry] = performance.getEntriesByType("navigation");
  const hasArrived = kept?.isSent && entry?.type === "navigate";
  if (!kept || hasArrived || JSON.stringify(kept.fields) === JSON.stringify(typedIn(form))) return;
  for (const field of form.elements) {
    const values = kept.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (NOT_TYPED.includes(field.name) || !field.name || field.type === "hidden" || field.type === "file") continue;
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
    else if (field.matches("input, textarea, select") && values.length > 0) field.value = values[0];
  }
  tell(notice?.dataset.restored ?? "");
}

async function isReached() {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

const kept = settle();
if (form) {
  restore(kept);
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => keep(false), PAUSE);
  });

  let button = null;
  let isReady = false;
  let retry;
  const attempt = async () => {
    clearTimeout(retry);
    if (await isReached()) {
      if (notice && !notice.hidden) tell(notice.dataset.back);
      isReady = true;
      form.requestSubmit(button);
      return;
    }
    keep(false);
    tell(notice?.dataset.lost ?? "");
    retry = setTimeout(attempt, RETRY);
  };
  form.addEventListener(
    "submit",
    (event) => {
      clearTimeout(pause);
      if (isReady) {
        keep(true);
        // Should the browser stay on this page after all, the next press asks again.
        setTimeout(() => {
          isReady = false;
        }, RETRY);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      button = event.submitter;
      attempt();
    },
    { capture: true },
  );
  addEventListener("online", () => {
    if (button && !isReady) attempt();
  });
}
