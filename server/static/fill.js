// The questionnaire: counts characters, asks before typed text is lost, and lets the page follow the answers. What is
// shown, asked and computed is decided by the server alone: the page is sent there and comes back as it would without
// JavaScript, and only what differs is changed here.

/** Milliseconds without typing before the page follows. */
const PAUSE = 700;

const form = document.querySelector("form[data-fill]");
let typed = false;

function count(field) {
  const counter = document.getElementById(`${field.id}-count`);
  if (!counter || field.dataset.counted) {
    return;
  }
  field.dataset.counted = "yes";
  const most = Number(field.dataset.max);
  // A second copy for screen readers, which waits until typing pauses.
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  spoken.dataset.own = "yes";
  counter.after(spoken);
  let pause;
  const show = () => {
    // Characters are counted as the server counts them: code points, a line break is one.
    const left = most - [...field.value.replaceAll("\r\n", "\n")].length;
    const words = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = words.replace("{n}", Math.abs(left).toLocaleString());
    counter.classList.toggle("counter-over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => {
      spoken.textContent = counter.textContent;
    }, 1500);
  };
  field.addEventListener("input", show);
  show();
  clearTimeout(pause);
}

document.querySelectorAll("[data-max]").forEach(count);

// Makes `here` like `there`, element by element, so that the field in use keeps its focus, its selection and what is
// being typed.
function follow(here, there) {
  // What somebody has opened or folded up stays so.
  const isTheirs = (name) => name.startsWith("data-counted") || (name === "open" && here.matches("details"));
  for (const { name } of [...here.attributes]) {
    if (!there.hasAttribute(name) && !isTheirs(name)) here.removeAttribute(name);
  }
  for (const { name, value } of [...there.attributes]) {
    if (here.getAttribute(name) !== value && !isTheirs(name)) here.setAttribute(name, value);
  }
  if (here.matches("input, textarea, select")) {
    followField(here, there);
    if (!here.matches("select")) return;
  }
  followChildren(here, there);
}

function followField(here, there) {
  if (here === document.activeElement) return;
  if (here.matches("[type=checkbox], [type=radio]")) here.checked = there.checked;
  else if (here.matches("textarea")) here.value = there.value;
  else if (here.matches("input") && here.type !== "file") here.value = there.value;
}

function followChildren(here, there) {
  const known = new Map();
  for (const child of here.children) if (child.id) known.set(child.id, child);
  let next = here.firstChild;
  for (const wanted of [...there.childNodes]) {
    while (next?.dataset?.own) next = next.nextSibling;
    const same = known.get(wanted.id) ?? (isAlike(next, wanted) ? next : undefined);
    if (!same) {
      here.insertBefore(document.importNode(wanted, true), next);
      continue;
    }
    if (same === next) next = next.nextSibling;
    else here.insertBefore(same, next);
    if (same.nodeType === Node.TEXT_NODE) {
      if (same.data !== wanted.data) same.data = wanted.data;
    } else if (same.dataset?.max === undefined && same.classList?.contains("counter")) {
      continue;
    } else if (same.nodeType === Node.ELEMENT_NODE) {
      follow(same, wanted);
    }
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    if (!gone.dataset?.own) gone.remove();
  }
}

function isAlike(here, there) {
  if (!here || here.nodeType !== there.nodeType || here.nodeName !== there.nodeName) return false;
  return (here.id ?? "") === (there.id ?? "") && here.name === there.name && here.type === there.type;
}

let latest = 0;
let onItsWay = null;
let composing = false;

/** Sends the page as `go` says and lets it follow the answer. Returns the id to focus, may be empty; false if it could not. */
async function send(go) {
  latest += 1;
  const own = latest;
  // One after the other: what is saved is what this page knows to be saved.
  const sending = Promise.resolve(onItsWay).then(() => ask(go, own));
  onItsWay = sending;
  const done = await sending;
  if (onItsWay === sending) onItsWay = null;
  return done;
}

async function ask(go, own) {
  if (go === "refresh" && own !== latest) return false;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("go", go);
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("form[data-fill]");
    if (!there) return false;
    const base = form.elements["kt:base"];
    if (base) base.value = there.elements["kt:base"].value;
    // What was typed meanwhile is not in this answer; the next one has it.
    if (go === "refresh" && (composing || own !== latest)) return false;
    follow(form.querySelector(".questions"), there.querySelector(".questions"));
    form.querySelectorAll("[data-max]").forEach(count);
    for (const also of [".saved-at", "input[name=carried]"]) {
      const [shown, sent] = [document, page].map((where) => where.querySelector(also));
      if (shown && sent) follow(shown, sent);
    }
    typed = false;
    return new URL(answer.url).searchParams.get("at") ?? "";
  } catch {
    return false;
  }
}

if (form) {
  let pause;
  const later = (wait) => {
    // An answer that is on its way does not know what is being typed now.
    latest += 1;
    clearTimeout(pause);
    if (form.dataset.live === undefined) return;
    pause = setTimeout(() => {
      if (!composing) send("refresh");
    }, wait);
  };
  form.addEventListener("compositionstart", () => {
    composing = true;
  });
  form.addEventListener("compositionend", () => {
    composing = false;
    later(PAUSE);
  });
  form.addEventListener("input", (event) => {
    typed = true;
    if (event.isComposing) return;
    later(event.target.matches("[type=checkbox], [type=radio], select") ? 0 : PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (onItsWay) {
      event.preventDefault();
      const button = event.submitter;
      onItsWay.then(() => form.requestSubmit(button));
      return;
    }
    typed = false;
  });
  // Adding and removing without a new page; the form is sent as ever if that fails.
  form.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[name=go]");
    if (!button || !/^(add|remove):/.test(button.value)) return;
    event.preventDefault();
    clearTimeout(pause);
    const target = await send(button.value);
    if (target === false) {
      form.requestSubmit(button);
    } else {
      document.getElementById(target)?.focus();
    }
  });
}

addEventListener("beforeunload", (event) => {
  if (typed) {
    event.preventDefault();
  }
});
