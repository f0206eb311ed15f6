"use strict";
// Work comes back from a file, and from this browser if the volunteer has asked it to keep it.
{
  const { at, say, given, byCode, tell, bundle, FORM } = desk;
  const LARGEST = 5_000_000;
  const drawer = `plain-answers-desk-${given.language.tag}`;

  // What another desk, or anybody, wrote into a file: nothing but known texts is taken, and no typed work is lost.
  const take = (found) => {
    if (found?.form !== FORM || !Array.isArray(found.texts)) return tell(say("load.wrong"));
    if (found.language?.tag !== given.language.tag) {
      return tell(say("load.language", { tag: String(found.language?.tag).slice(0, 20) }));
    }
    const counts = { count: 0, differ: 0, moved: 0 };
    for (const row of found.texts) {
      const text = byCode.get(`${row?.catalog} ${row?.code}`);
      if (!text || typeof row.text !== "string" || row.text.length > 20_000) counts.moved += 1;
      else if (desk.mine.has(text.key) && desk.mine.get(text.key).trim() !== row.text.trim()) counts.differ += 1;
      else {
        if (row.text.trim() === text.translation.trim()) desk.right.add(text.key);
        desk.mine.set(text.key, row.text);
        counts.count += 1;
      }
    }
    desk.changed(null);
    if (desk.opened) desk.open(desk.opened);
    tell(
      say("loaded", counts),
      counts.differ && say("loaded.differ", { count: counts.differ }),
      counts.moved && say("loaded.moved", { count: counts.moved }),
    );
  };
  at("load").addEventListener("change", async () => {
    const [file] = at("load").files;
    if (!file) return;
    if (file.size > LARGEST) tell(say("load.large"));
    else {
      let found = null;
      try {
        found = JSON.parse(await file.text());
      } catch {
        found = null;
      }
      take(found);
    }
    at("load").value = "";
  });

  let kept = false;
  const keep = () => {
    try {
      localStorage.setItem(drawer, bundle());
      return true;
    } catch {
      tell(say("keep.no"));
      return false;
    }
  };
  const showKept = () => {
    at("keep").hidden = kept;
    at("forget").hidden = !kept;
  };
  at("keep").addEventListener("click", () => {
    kept = keep();
    showKept();
    if (kept) tell(say("kept"));
    if (kept) at("forget").focus();
  });
  at("forget").addEventListener("click", () => {
    try {
      localStorage.removeItem(drawer);
    } catch {
      // then nothing was kept either
    }
    kept = false;
    showKept();
    tell(say("forgotten"));
    at("keep").focus();
  });
  let wait = 0;
  desk.whenChanged(() => {
    clearTimeout(wait);
    if (kept) wait = setTimeout(keep, 400);
  });
  addEventListener("pagehide", () => kept && keep());
  addEventListener("beforeunload", (event) => {
    if (desk.unsaved.size && !kept) event.preventDefault();
  });
  try {
    const before = localStorage.getItem(drawer);
    if (before) {
      take(JSON.parse(before));
      for (const key of desk.mine.keys()) desk.unsaved.add(key); // kept here, but in no file that we know of
      desk.changed(null);
      kept = true;
      showKept();
      tell(say("kept.before"));
    }
  } catch {
    // a browser that keeps nothing, or something else under our name: the desk begins anew
  }
}
