// Answers for the pages that a reader has saved on this phone, and fetches them when the reader asks. Only the
// button registers it. It keeps nothing by itself, not even a page that was just read: the saved copy must not tell
// which pages somebody opened.
const base = registration.scope;

// With a network the page of today comes first, for rules change and an old page can hurt. A network that has not
// brought the whole page in three seconds is as bad as none: then, and when the host answers with an error, the saved
// page is shown.
const WAIT = 3000;

const whole = async (request) => {
  const found = await fetch(request);
  return found.ok ? new Response(await found.blob(), found) : found;
};

const answer = async (request) => {
  const address = request.url.split(/[?#]/)[0].replace(/\/index\.html$/, "/");
  const saved = await caches.match(address) || await caches.match(`${address}/`);
  const live = (saved ? whole : fetch)(request).catch(() => null);
  const late = new Promise((done) => setTimeout(done, WAIT));
  const found = await (saved ? Promise.race([live, late]) : live);
  if (found && (found.ok || found.type === "opaqueredirect" || !saved)) return found;
  if (saved) return saved;
  const away = `${base}kept/away/`;
  return request.mode === "navigate" && await caches.match(away) ? Response.redirect(away) : Response.error();
};

// One file: fetched, compared with its hash, put into the store of its language, and only then ticked off. A file of
// pages lacks what all pages share; `put` brings it back.
const keep = async ({ store, file, put }) => {
  const found = await fetch(base + file.path, { cache: "no-store" });
  const bytes = await found.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (file.sha256 !== [...sum].map((byte) => byte.toString(16).padStart(2, 0)).join("")) throw { name: "Changed" };
  // A reader who has taken the copy away in the meantime shall not get it back.
  if (!await caches.has(store)) throw { name: "Gone" };
  const here = await caches.open(store);
  const add = (path, body, type) => here.put(base + path, new Response(body, { headers: { "Content-Type": type } }));
  const texts = file.pages ? JSON.parse(new TextDecoder().decode(bytes)) : {};
  for (const [path, text] of Object.entries(texts)) {
    const whole = put.reduce((page, [from, to]) => page.replace(from, () => to), text);
    await add(path, whole, `text/${path.endsWith(".js") ? "javascript" : "html"};charset=utf-8`);
  }
  if (!file.pages) await add(file.path, bytes, found.headers.get("Content-Type"));
  await add(`${file.path}?${file.sha256}`, JSON.stringify(file.pages ? Object.keys(texts) : [file.path]), "text/plain");
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(base)) event.respondWith(answer(event.request));
});
addEventListener("message", (event) => event.waitUntil((async () => {
  const { data, ports: [port] } = event;
  try {
    port.postMessage(data.list ? await (await fetch(base + data.list, { cache: "no-store" })).json() : await keep(data));
  } catch (error) {
    port.postMessage({ failed: error.name });
  }
})()));
