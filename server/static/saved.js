// A note that note.js sent has arrived: the copy in this browser is not needed any more.

try {
  const sent = sessionStorage.getItem("note-sent");
  sessionStorage.removeItem("note-sent");
  if (sent && document.querySelector(".flash.notice-success")) localStorage.removeItem(sent);
} catch {
  // Some browsers forbid storage; then there is no copy.
}
