// Keeps all pages of one language on this phone, when asked, and takes them away again. Looking stores nothing.
// What is saved stands in one store for each language: the pages, a tick for each file that is done, the list that
// is being worked on, and, last of all, the edition that is whole. So a saving that is broken off anywhere goes on
// with the files that have no tick.
{
  const part = (name) => document.getElementById(`keep-${name}`);
  const base = new URL(".", document.currentScript.src).href;
  const tag = document.documentElement.lang;
  const folder = tag === "en" ? "" : `${tag}/`;
  const ours = `kept ${new URL(base).pathname} `;
  const store = ours + tag;
  const [LIST, DONE] = [`${base}${folder}kept/list.json`, `${base}${folder}kept/done`];
  const [PAPERS, PAPER] = [`${folder}kept/papers.json`, `${base}${folder}print/files/`];
  const TRIES = 3;
  // Trying again does not help: no room, another edition than the list says, the copy taken away.
  const LAST = ["QuotaExceededError", "Changed", "Gone"];
  const PATIENCE = 120000;

  const tell = (name, values = {}) => {
    for (const line of part("told").children) line.hidden = line.id !== `keep-${name}`;
    part("bar").hidden = name !== "doing";
    for (const [key, value] of Object.entries(values)) {
      for (const place of part("told").querySelectorAll(`.${key}`)) place.textContent = value;
    }
  };
  const offer = (...names) => {
    for (const button of part("do").children) button.hidden = !names.includes(button.id.slice(5));
  };
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  const stores = async () => (await caches.keys()).filter((name) => name.startsWith(ours));
  // What the form for a clinic's name was asked to remember, overrides/script/pages/clinic.js.
  const remembered = (away) => {
    try {
      if (away) localStorage.removeItem("clinic");
      return localStorage.getItem("clinic") !== null;
    } catch {
      return false;
    }
  };
  const ourWorker = async () => (await navigator.serviceWorker.getRegistrations()).find(({ scope }) => scope === base);
  const noted = async (address) => {
    if (!await caches.has(store)) return null;
    const found = await (await caches.open(store)).match(address);
    return found ? found.json() : null;
  };
  const note = async (address, value) => (await caches.open(store)).put(address, new Response(JSON.stringify(value)));
  const tickOf = (file) => `${base}${file.path}?${file.sha256}`;
  const missing = async (list) => {
    if (!await caches.has(store)) return list.files;
    const there = (await (await caches.open(store)).keys()).map(({ url }) => url);
    return list.files.filter((file) => !there.includes(tickOf(file)));
  };
  const kilobytes = (files) => Math.max(10, Math.ceil(files.reduce((sum, file) => sum + file.wire, 0) / 1e4) * 10);
  const written = (day) => {
    try {
      return new Date(day).toLocaleDateString(`${tag}-u-nu-latn-ca-gregory`, { dateStyle: "long" });
    } catch {
      return day;
    }
  };

  // The worker asks, for the policy of the pages lets no page fetch anything.
  const ask = async (question) => {
    const { active } = await ourWorker() || {};
    if (!active) return { failed: "Gone" };
    const { port1, port2 } = new MessageChannel();
    return new Promise((done) => {
      port1.onmessage = ({ data }) => done(data || {});
      setTimeout(done, PATIENCE, { failed: "Late" });
      active.postMessage(question, [port2]);
    });
  };
  // PDFs that the reader marked, overrides/script/pages/paper.js, by their addresses.
  const marked = async () => {
    const there = await caches.has(store) ? await (await caches.open(store)).keys() : [];
    return there.map(({ url }) => url).filter((url) => url.startsWith(PAPER) && url.endsWith(".pdf"));
  };
  // They are part of what is saved, in the form in which they are published now.
  const newest = async () => {
    const list = await ask({ list: LIST.slice(base.length) });
    if (!list.files) return null;
    const wanted = list.papers ? await marked() : [];
    const { files } = wanted.length ? await ask({ list: PAPERS }) : { files: [] };
    if (!files) return null;
    const papers = files.filter(({ path }) => wanted.includes(base + path));
    return { ...list, files: [...list.files, ...papers] };
  };

  // What belongs to no file of the newest list goes.
  const tidy = async (list) => {
    const here = await caches.open(store);
    const stay = new Set([LIST, DONE]);
    for (const file of list.files) {
      stay.add(tickOf(file));
      for (const path of await (await here.match(tickOf(file))).json()) stay.add(base + path);
    }
    for (const request of await here.keys()) if (!stay.has(request.url)) await here.delete(request);
  };

  // What was asked last is what the reader is told and what happens; whatever was begun before it stops.
  let turn = 0;
  const save = async () => {
    turn += 1;
    const mine = turn;
    const going = async () => {
      if (mine !== turn || !await caches.has(store)) throw { name: "Gone" };
    };
    let list = null;
    tell("doing", { done: 0, all: "…" });
    offer("remove");
    try {
      try {
        await caches.open(store);
        await navigator.serviceWorker.register(`${base}worker.js`, { scope: base });
        await navigator.serviceWorker.ready;
      } catch (error) {
        // A TypeError: the worker did not come over the network.
        if (["QuotaExceededError", "TypeError"].includes(error.name)) throw error;
        await remove();
        return tell("cannot");
      }
      list = await newest();
      await going();
      if (!list) throw { name: "Broken" };
      await note(LIST, list);
      const wanted = await missing(list);
      const all = list.files.length;
      for (const [at, file] of wanted.entries()) {
        const done = all - wanted.length + at;
        tell("doing", { done, all });
        part("bar").value = done / all;
        let answer = {};
        for (let time = 0; time < TRIES; time += 1) {
          answer = await ask({ store, file, put: list.put });
          await going();
          if (!answer.failed || LAST.includes(answer.failed)) break;
          await pause(1000 * 2 ** time);
        }
        if (answer.failed) throw { name: answer.failed };
      }
      await tidy(list);
      await going();
      await note(DONE, { edition: list.edition, day: new Date().toISOString() });
      await look();
    } catch ({ name }) {
      if (mine !== turn) return;
      // A newer edition came while this one was being saved: what both share is there already.
      const now = name === "Changed" && await newest();
      if (mine !== turn) return;
      if (now && JSON.stringify(now.files) !== JSON.stringify(list.files)) return save();
      if (name === "Gone") return look();
      tell(name === "QuotaExceededError" ? "full" : "broken");
      offer("more", "remove");
      // Nobody need watch: it goes on when there is a network again.
      if (name !== "QuotaExceededError") addEventListener("online", goOn, { once: true });
    }
  };
  // Not when somebody has taken the copy away in the meantime.
  const goOn = async () => await caches.has(store) && save();

  // Twice, for the worker may have been about to put a file there.
  const remove = async () => {
    turn += 1;
    const mine = turn;
    offer();
    removeEventListener("online", goOn);
    let left = 0;
    for (const wait of [0, 700]) {
      await pause(wait);
      for (const name of await stores()) await caches.delete(name);
      await (await ourWorker())?.unregister();
      left = (await stores()).length || await ourWorker() || remembered(true);
    }
    if (mine !== turn) return;
    tell(left ? "left" : "removed");
    offer(left ? "remove" : "start");
  };

  const look = async () => {
    turn += 1;
    const mine = turn;
    const [done, list, worker] = [await noted(DONE), await noted(LIST), await ourWorker()];
    const some = worker || (await stores()).length || remembered();
    if (mine !== turn) return;
    if (done && worker) {
      tell("kept", { day: written(done.day) });
      offer("remove");
      const now = navigator.onLine && await newest();
      const more = now ? await missing(now) : [];
      if (mine === turn && now && (more.length || now.edition !== done.edition)) {
        tell("newer", { day: written(done.day), more: kilobytes(more) });
        offer("newest", "remove");
      }
    } else if (list) {
      tell("part", { done: list.files.length - (await missing(list)).length, all: list.files.length });
      offer("more", "remove");
    } else {
      tell("size");
      offer(...some ? ["start", "remove"] : ["start"]);
    }
  };

  part("box").hidden = false;
  for (const name of ["start", "more", "newest"]) part(name).addEventListener("click", save);
  part("remove").addEventListener("click", remove);
  if (navigator.serviceWorker && window.caches && isSecureContext) look().catch(() => tell("cannot"));
  else tell("cannot");
}
