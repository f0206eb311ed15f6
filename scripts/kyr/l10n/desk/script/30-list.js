"use strict";
// The list: which texts, in which order, and how far the volunteer is.
{
  const { at, element, say, texts, given } = desk;
  const PORTION = 60;
  const buttons = new Map();
  let chosen = [];
  let shown = 0;

  const fits = {
    todo: desk.isToDo,
    changed: (text) => text.state === "changed",
    mine: (text) => desk.mine.has(text.key),
    all: () => true,
  };
  // Small letters without accents: a volunteer who searches is not made to type them.
  const plain = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

  desk.choose = () => {
    const fit = fits[at("show").value];
    const page = at("page").value;
    const words = plain(at("search").value).split(/\s+/).filter(Boolean);
    chosen = texts.filter((text) => {
      if (!fit(text) || (page && text.page.name !== page)) return false;
      const all = words.length ? plain(`${text.english}\n${desk.now(text)}\n${text.page.title}`) : "";
      return words.every((word) => all.includes(word));
    });
    if (page) chosen.sort((one, other) => one.number - other.number);
    at("texts").replaceChildren();
    buttons.clear();
    shown = 0;
    portion();
    at("listed").textContent =
      chosen.length === 0 ? say("none") : say(chosen.length === 1 ? "listed.one" : "listed", { count: chosen.length.toLocaleString("en") });
  };
  const portion = () => {
    for (const text of chosen.slice(shown, shown + PORTION)) at("texts").append(row(text));
    shown = Math.min(shown + PORTION, chosen.length);
    at("more").hidden = shown === chosen.length;
  };
  const row = (text) => {
    const words = desk.withoutMarks(text.english);
    const short = words.length > 90 ? `${words.slice(0, 88).trimEnd()}…` : words;
    const state = element("b");
    const button = element("button", { type: "button" },
      state, element("span", { lang: "en", dir: "ltr" }, short),
      element("small", {}, `${say("number", { page: text.page.title, place: text.place })}${text.danger === "safety" ? " · safety" : ""}`));
    button.addEventListener("click", () => desk.open(text));
    buttons.set(text, { button, state });
    mark(text);
    return element("li", {}, button);
  };
  const mark = (text) => {
    const row = buttons.get(text);
    if (!row) return;
    const state = desk.state(text);
    row.state.textContent = say(`state.${state}`);
    row.button.className = state;
    if (text === desk.opened) row.button.setAttribute("aria-current", "true");
    else row.button.removeAttribute("aria-current");
  };
  desk.mark = mark;
  desk.focusRow = (text) => (buttons.get(text)?.button ?? at("list-title")).focus();

  // The neighbor of a text in the list as it was chosen, even where the text itself has left it since.
  desk.neighbor = (text, step) => {
    const place = chosen.indexOf(text);
    if (place >= 0) return chosen[place + step];
    return step > 0 ? chosen.find((other) => other.order > text.order) : chosen.findLast((other) => other.order < text.order);
  };

  const progress = () => {
    const done = texts.filter((text) => ["done", "mine"].includes(desk.state(text))).length;
    at("progress").textContent = say("progress", {
      done: done.toLocaleString("en"), total: texts.length.toLocaleString("en"),
      mine: desk.mine.size, unsaved: desk.unsaved.size,
    });
  };
  desk.whenChanged((text) => {
    if (text) mark(text);
    else desk.choose();
    progress();
  });

  for (const { name, title } of given.catalogs) at("page").append(element("option", { value: name }, title));
  if (!texts.some(desk.isToDo)) at("show").value = "all";
  for (const id of ["show", "page"]) at(id).addEventListener("change", desk.choose);
  let wait = 0;
  at("search").addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(desk.choose, 200);
  });
  at("more").addEventListener("click", () => {
    const first = shown;
    portion();
    desk.focusRow(chosen[first]);
  });
  desk.choose();
  progress();
}
