// Keeps single PDFs on this phone beside the saved pages: a box over each line, once the pages are saved. Looking
// stores nothing. `keep.js` fetches the newer ones together with a newer edition, and takes all away.
{
  const part = (name) => document.getElementById(`paper-${name}`);
  const base = new URL(".", document.currentScript.src).href;
  const store = `kept ${new URL(base).pathname} ${document.documentElement.lang}`;
  const list = part("list").dataset.list;
  const PATIENCE = 120000;

  const tell = (name) => {
    for (const line of part("told").children) line.hidden = line.id !== `paper-${name}`;
  };
  const worker = async () =>
    (await navigator.serviceWorker.getRegistrations()).find(({ scope }) => scope === base)?.active;
  // The worker asks, for the policy of the pages lets no page fetch anything.
  const ask = async (question) => {
    const { port1, port2 } = new MessageChannel();
    const active = await worker();
    if (!active) return { failed: "Gone" };
    return new Promise((done) => {
      port1.onmessage = ({ data }) => done(data || {});
      setTimeout(done, PATIENCE, { failed: "Late" });
      active.postMessage(question, [port2]);
    });
  };
  // Opening a store that was taken away in the meantime would leave an empty one.
  const drop = async (path) => {
    if (!await caches.has(store)) return;
    const here = await caches.open(store);
    for (const { url } of await here.keys()) if (url.split("?")[0] === base + path) await here.delete(url);
  };
  const add = async (path) => {
    const { files = [] } = await ask({ list });
    const file = files.find((one) => one.path === path);
    return file ? ask({ store, file, put: [] }) : { failed: "Broken" };
  };

  // A saved file opens in the browser, for a download would pass by the copy.
  const show = (link, box, kept) => {
    box.checked = kept;
    link.toggleAttribute("download", !kept);
  };
  const offer = (link, kept) => {
    const label = part("box").content.firstElementChild.cloneNode(true);
    const box = label.querySelector("input");
    const path = link.href.slice(base.length);
    show(link, box, kept);
    box.addEventListener("change", async () => {
      const wanted = box.checked;
      box.disabled = true;
      // Where the reader is looking: the list is long.
      label.append(part("told"));
      tell("doing");
      const { failed } = wanted ? await add(path).catch(({ name }) => ({ failed: name })) : {};
      // What came only in part is none.
      if (failed || !wanted) await drop(path);
      show(link, box, wanted && !failed);
      box.disabled = false;
      if (failed) tell(failed === "QuotaExceededError" ? "full" : "broken");
      else tell(wanted ? "kept" : "dropped");
    });
    const names = [label, link.closest("ul").previousElementSibling.previousElementSibling, link];
    box.ariaLabel = names.map(({ textContent }) => textContent.trim()).join(", ");
    link.before(label);
  };

  const look = async () => {
    if (!await caches.has(store) || !await worker()) return;
    const here = await caches.open(store);
    if (!await here.match(new URL("done", base + list).href)) return;
    const kept = new Set((await here.keys()).map(({ url }) => url));
    for (const link of document.querySelectorAll("a[type]")) offer(link, kept.has(link.href));
    part("first").hidden = true;
    part("how").hidden = false;
  };
  if (navigator.serviceWorker && window.caches && isSecureContext) look().catch(() => {});
}
