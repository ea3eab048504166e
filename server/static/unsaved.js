// A page with several forms: asks before what was typed in one of them is lost by sending another, or by leaving.

const changed = new Set();
let sent = null;

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => changed.add(form));
}

addEventListener("submit", (event) => {
  sent = event.target;
});

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form !== sent)) event.preventDefault();
  // Who stays has sent nothing.
  sent = null;
});
