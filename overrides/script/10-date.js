// A page past its date says so, by the phone's own clock. Without a script the printed date speaks for itself.
{
  const now = new Date();
  const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  for (const notice of document.querySelectorAll("[data-after]")) {
    notice.hidden = today <= notice.dataset.after;
  }
}
