// The JSON of a draft: line numbers follow while somebody types, and a problem's link puts the cursor on its line.
// Without this script the numbers are those of the text as it came.

const field = document.getElementById("text");
const numbers = document.querySelector(".code-lines");

field.addEventListener("input", () => {
  const wanted = field.value.split("\n").length + 4;
  field.rows = wanted;
  while (numbers.children.length < wanted) {
    const line = document.createElement("span");
    line.id = `L${numbers.children.length + 1}`;
    line.textContent = String(numbers.children.length + 1);
    numbers.append(line, "\n");
  }
});

for (const link of document.querySelectorAll("a[data-line]")) {
  link.addEventListener("click", () => {
    const before = field.value.split("\n").slice(0, Number(link.dataset.line) - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    const end = field.value.indexOf("\n", start);
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end < 0 ? field.value.length : end);
  });
}
