// The questionnaire: counts characters, and asks before typed text is lost. Whether a question is shown is decided
// by the server.

// Characters are counted as the server counts them: code points, a line break is one.
for (const field of document.querySelectorAll("[data-max]")) {
  const counter = document.getElementById(`${field.id}-count`);
  if (!counter) {
    continue;
  }
  const most = Number(field.dataset.max);
  // A second copy for screen readers, which waits until typing pauses.
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  counter.after(spoken);
  let pause;
  const show = () => {
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

const form = document.querySelector("form[data-fill]");
let typed = false;
form?.addEventListener("input", () => {
  typed = true;
});
form?.addEventListener("submit", () => {
  typed = false;
});
addEventListener("beforeunload", (event) => {
  if (typed) {
    event.preventDefault();
  }
});
