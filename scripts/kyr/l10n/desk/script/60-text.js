"use strict";
// One text: its English, the box to write in, how it will look, and the way to the next one.
{
  const { at, element, say, given } = desk;
  const { tag, direction } = given.language;
  const box = at("yours");
  desk.opened = null;
  for (const id of ["yours", "old"]) Object.assign(at(id), { lang: tag, dir: direction });

  desk.open = (text) => {
    const before = desk.opened;
    desk.opened = text;
    if (before) desk.mark(before);
    desk.mark(text);
    at("text").hidden = false;
    document.body.classList.add("writing");
    at("text-title").textContent = say("number", { page: text.page.title, place: text.place });
    at("about").textContent = [text.kind, say(`danger.${text.danger}`)].join(" · ");
    at("hint").textContent = text.context === "tab" ? say("tab") : text.spoken ? say("spoken") : "";
    at("hint").hidden = !at("hint").textContent;
    at("english").replaceChildren(desk.framed(text.english));
    desk.showChange(text);
    desk.showTerms(text);
    desk.showPieces(text);
    box.value = desk.now(text);
    grow();
    judge();
    at("before").disabled = !desk.neighbor(text, -1);
    at("next").disabled = !desk.neighbor(text, 1);
    at("text-title").focus();
    at("text").scrollIntoView({ block: "start" });
  };

  const judge = () => {
    const text = desk.opened;
    if (!text) return;
    const rows = desk.verdict(text, box.value);
    const faulty = desk.faults(text, box.value).length > 0 && box.value.trim() !== "";
    // A status that is written anew is read out anew: only where it says something else.
    const made = element("div", {}, ...rows);
    if (made.innerHTML !== at("verdict").innerHTML) at("verdict").replaceChildren(...made.childNodes);
    at("verdict").className = faulty ? "fault" : desk.mine.has(text.key) ? "fine" : "";
    box.setAttribute("aria-invalid", String(faulty));
    const value = box.value.trim();
    const shown = value ? [desk.preview(text, value)] : [element("p", { className: "small" }, say("preview.none"))];
    // Among letters that run to the left a typed <1> may look turned round: here each piece stands by itself.
    if (value && direction === "rtl" && text.tokens.length) {
      shown.push(element("p", { className: "small" }, say("preview.pieces")), element("p", { lang: tag, dir: direction }, desk.framed(value)));
    }
    at("preview").replaceChildren(...shown);
    at("undo").disabled = !desk.mine.has(text.key);
  };
  const grow = () => {
    const width = Math.max(16, box.clientWidth / 11); // letters in a line, about
    const longest = Math.max(box.value.length, desk.opened.english.length);
    box.rows = Math.min(14, Math.max(2, Math.ceil(longest / width) + box.value.split("\n").length));
    desk.countPieces();
  };
  let wait = 0;
  const typed = () => {
    desk.write(desk.opened, box.value);
    grow();
    clearTimeout(wait);
    wait = setTimeout(judge, 250);
  };
  box.addEventListener("input", typed);

  const go = (step) => {
    const other = desk.neighbor(desk.opened, step);
    if (other) desk.open(other);
  };
  const put = (value) => {
    box.value = value;
    typed();
    judge();
    box.focus();
  };
  at("next").addEventListener("click", () => go(1));
  at("before").addEventListener("click", () => go(-1));
  at("use").addEventListener("click", () => put(desk.opened.translation));
  at("right").addEventListener("click", () => {
    desk.right.add(desk.opened.key);
    put(desk.opened.translation);
  });
  at("undo").addEventListener("click", () => {
    desk.right.delete(desk.opened.key);
    put(desk.start(desk.opened));
  });
  at("back").addEventListener("click", () => {
    const text = desk.opened;
    document.body.classList.remove("writing");
    at("text").hidden = true;
    desk.opened = null;
    desk.choose();
    desk.focusRow(text);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      go(1);
    }
  });
}
