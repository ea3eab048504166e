// A bundle that is being made: looks again every two seconds, says how far it is, and opens the page anew when it has ended.

const shown = document.getElementById("bundle-state");
const bar = document.getElementById("bundle-progress");

async function look() {
  try {
    const answer = await fetch(shown.dataset.here, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("bundle-state");
    if (!found || found.dataset.state !== "working") {
      location.reload();
      return;
    }
    if (shown.textContent !== found.textContent) shown.textContent = found.textContent;
    const progress = page.getElementById("bundle-progress");
    // While the answers are read nobody knows how many files there will be, and the bar has no value.
    if (bar && progress?.hasAttribute("value")) {
      bar.max = progress.max;
      bar.value = progress.value;
    }
  } catch {
    // The line dropped; the next look may get through.
  }
  setTimeout(look, 2000);
}

setTimeout(look, 2000);
