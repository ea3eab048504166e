// Every form: send once, never by the Enter that ends a Japanese conversion; errors take the focus, or the field that
// somebody was typing in.
// Nothing here is needed to use a page.

const summary = document.getElementById("error-summary");
if (summary) {
  summary.focus();
}

// A second press while the answer is on its way would send everything again. The button is only marked, not
// disabled, because a disabled button's name and value would not be sent.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const focused = form.querySelector("[data-focused]");
  if (focused) {
    focused.value = document.activeElement?.id ?? "";
  }
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.setAttribute("aria-disabled", "true");
  }
  // A form that answers with a download never leaves the page.
  setTimeout(() => allowAgain(form), 10000);
});

// Back from the next page (browser's cache): everything can be sent again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(allowAgain);
});

function allowAgain(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
  }
}

// Enter that confirms a conversion must not send the form. keyCode 229 is what Safari reports for it.
document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && composing && event.target.matches("input")) {
    event.preventDefault();
  }
});

// Ctrl+Enter presses the button that says so, from wherever one types.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) {
    return;
  }
  const button = event.target.closest("form")?.querySelector("[data-ctrl-enter]");
  if (button) {
    event.preventDefault();
    button.form.requestSubmit(button);
  }
});

// A form that was kept comes back with the field in its address.
const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (!summary && field?.matches("input, select, textarea")) {
  field.focus();
}
