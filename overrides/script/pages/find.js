// Searches the pages of this language on this device. Nothing is fetched before a reader goes to the box; then it is
// two files, the same whatever is typed. What is typed stays in the page.
{
  // Empty in a page that is one file: there is nothing to fetch then, and the list from A to Z is what there is.
  const { src } = document.currentScript;
  const part = (name) => document.getElementById(`search-${name}`);
  const box = part("box");
  const tag = document.documentElement.lang;
  const MOST = 20;
  // In a folder on a disk and in a file of Kiwix, a link leads to a file.
  const start = document.querySelector(".brand").href;
  const end = start.endsWith("index.html") ? "index.html" : "";
  let pages = null;
  let index = null;

  const tell = (name) => {
    for (const line of ["loading", "some", "none", "broken"]) part(line).hidden = line !== name;
  };

  // Accents go, and the ways to write one Arabic letter become one. Marks that are vowels elsewhere stay.
  const fold = (text) => text.toLowerCase().normalize("NFD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/g, "")
    .replace(/\u0671/g, "\u0627").replace(/[\u0649\u06cc]/g, "\u064a").replace(/\u0629/g, "\u0647").replace(/\u06a9/g, "\u0643")
    .normalize("NFC");
  const cutter = window.Intl && Intl.Segmenter && new Intl.Segmenter(tag, { granularity: "word" });
  const spaceless = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}]/u;
  const pieces = (text) => {
    if (!cutter || !spaceless.test(text)) return text.match(/[\p{L}\p{M}\p{N}]+/gu) || [];
    return [...cutter.segment(text)].filter((piece) => piece.isWordLike).map((piece) => piece.segment);
  };
  // “al-” before an Arabic word, alone or after a short word that is written with it.
  const bare = (word) => word.replace(/^[\u0648\u0641]?[\u0628\u0643]?\u0627\u0644(?=...)|^[\u0648\u0641]?\u0644\u0644(?=...)/, "");
  // A long word without blanks is known by its pairs of letters too, for devices cut such words differently.
  const tokens = (text) => pieces(fold(text)).flatMap((word) => spaceless.test(word) && word.length > 2
    ? [word, ...[...word].slice(1).map((sign, at) => [...word][at] + sign)] : [bare(word)]);

  const fill = () => {
    index = new MiniSearch({
      fields: ["title", "words", "heading", "text", "rest"],
      tokenize: tokens,
      processTerm: (term) => term,
      searchOptions: { boost: { title: 4, words: 6, heading: 3 }, fuzzy: (term) => (term.length > 3 ? 0.2 : false), prefix: true },
    });
    let id = 0;
    const rows = [];
    for (const [url, title, words, parts] of pages) {
      rows.push({ id: id++, url, title, words, top: true });
      for (const [anchor, heading, text, rest = ""] of parts) rows.push({ id: id++, url, page: title, anchor, heading, text, rest });
    }
    index.addAll(rows);
    pages = rows;
  };

  const search = () => {
    const typed = box.value.trim();
    part("list").replaceChildren();
    if (!typed) return tell("");
    if (!index) return;
    const wanted = tokens(typed);
    let found = index.search(typed, { combineWith: "AND" });
    if (!found.length) found = index.search(typed);
    // A page stands once, at its best part.
    const best = new Map();
    for (const { id, terms } of found) {
      const row = pages[id];
      const known = best.get(row.url);
      if (!known) best.set(row.url, { row, terms });
      else if (known.row.top && !row.top && !known.part) known.part = { row, terms };
    }
    const shown = [...best.values()].slice(0, MOST);
    part("count").textContent = shown.length;
    tell(shown.length ? "some" : "none");
    part("list").replaceChildren(...shown.map(({ row, terms, part: other }) => line(row.top && other ? other.row : row, [...new Set([...terms, ...wanted, ...(other ? other.terms : [])])])));
  };

  const line = ({ url, page, title, anchor, heading, text }, terms) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url ? `../${url}${end}${anchor ? `#${anchor}` : ""}` : start;
    link.textContent = [page || title, heading].filter(Boolean).join(": ");
    item.append(link);
    const hits = (block) => pieces(block).filter((word) => tokens(word).some((one) => terms.includes(one))).length;
    const [context] = (text || "").split("\n").sort((one, two) => hits(two) - hits(one));
    if (context) {
      const said = document.createElement("p");
      let at = 0;
      for (const word of pieces(context)) {
        const from = context.indexOf(word, at);
        if (from < 0 || !tokens(word).some((one) => terms.includes(one))) continue;
        const mark = document.createElement("mark");
        mark.textContent = word;
        said.append(context.slice(at, from), mark);
        at = from + word.length;
      }
      said.append(context.slice(at));
      item.append(said);
    }
    return item;
  };

  const fetched = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  let asked = false;
  const load = async () => {
    if (asked) return;
    asked = true;
    tell("loading");
    try {
      window.found = (rows) => { pages = rows; };
      await Promise.all([fetched(new URL("minisearch.js", src)), fetched("words.js")]);
      fill();
      tell("");
      search();
    } catch {
      asked = false;
      tell("broken");
    }
  };

  if (src) {
    part("without").hidden = true;
    document.getElementById("search").hidden = false;
    box.addEventListener("focus", load);
    box.addEventListener("input", () => { if (index) search(); else load(); });
    if (box.value) load();
  }
}
