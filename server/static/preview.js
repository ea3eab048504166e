// The preview follows the draft: when its revision changes, each frame sends its form as it stands ("stay") and shows
// the new page with the same answers. Without this script a person reloads the page.

const box = document.querySelector("[data-revision]");
const status = document.getElementById("preview-live");
const EVERY = 3000;
let known = box.dataset.revision;
status.hidden = false;

setInterval(async () => {
  if (document.hidden) {
    return;
  }
  const answer = await fetch(box.dataset.revisionHref).catch(() => undefined);
  const revision = answer?.ok ? (await answer.text()).trim() : known;
  if (revision !== known) {
    known = revision;
    box.querySelectorAll("iframe").forEach(refresh);
    status.textContent = status.dataset.changed;
  }
}, EVERY);

function refresh(frame) {
  const inside = frame.contentDocument;
  const top = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top), { once: true });
  const form = inside?.querySelector("form[method=post]");
  if (!form) {
    frame.contentWindow.location.reload();
    return;
  }
  const stay = inside.createElement("input");
  Object.assign(stay, { type: "hidden", name: "go", value: "stay" });
  form.prepend(stay);
  form.requestSubmit();
}
