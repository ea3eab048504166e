// "Print" buttons, and the numbers behind charts: unfolded while the page is printed.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll(".figure details:not([open])")];
  unfolded.forEach((details) => {
    details.open = true;
  });
});
addEventListener("afterprint", () => {
  unfolded.forEach((details) => {
    details.open = false;
  });
});
