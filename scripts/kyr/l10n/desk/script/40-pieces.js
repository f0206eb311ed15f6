"use strict";
// The tokens of a text as buttons: a press puts one in, and each button says whether it is there.
{
  const { at, element, say } = desk;
  const box = at("yours");

  let pieces = [];
  desk.showPieces = (text) => {
    pieces = desk.tokensOf(text.english).map((token) => {
      const known = text.tokens[(token.match(/\d+/) ?? [0])[0] - 1];
      const mark = element("span", { ariaHidden: "true" });
      const button = element("button", { type: "button" }, mark, element("code", {}, token), ` ${known?.words ?? ""}`);
      button.addEventListener("click", () => insert(token, known?.link ?? false));
      return { token, button, mark, words: known?.words ?? "", wanted: desk.often(text.english, token) };
    });
    const bold = element("button", { type: "button" }, element("b", {}, "**"), ` ${say("bold")}`);
    bold.addEventListener("click", () => insert("**", false, "**"));
    at("pieces").replaceChildren(...pieces.map(({ button }) => button), ...(text.english.includes("**") ? [bold] : []));
    at("pieces").hidden = !at("pieces").childElementCount;
  };
  // Puts a token in where the volunteer is writing; words that are chosen become the words of the link.
  const insert = (token, link, after = "") => {
    const { selectionStart: start, selectionEnd: end, value } = box;
    const words = value.slice(start, end);
    const put = link ? `[${words}]${token}` : after ? `${token}${words}${after}` : token;
    box.focus();
    if (link || after) box.setSelectionRange(start, end);
    else box.setSelectionRange(end, end);
    // keeps the browser's own undo where it can
    if (!document.execCommand?.("insertText", false, put)) {
      box.setRangeText(put, box.selectionStart, box.selectionEnd, "end");
    }
    if ((link || after) && !words) {
      const inside = start + (link ? 1 : token.length);
      box.setSelectionRange(inside, inside);
    }
    box.dispatchEvent(new Event("input"));
  };

  desk.countPieces = () => {
    for (const { token, button, mark, words, wanted } of pieces) {
      const often = desk.often(box.value, token);
      const state = often === wanted ? "in" : often < wanted ? "out" : "much";
      button.className = state;
      mark.textContent = { in: "✓ ", out: "+ ", much: "! " }[state];
      button.setAttribute("aria-label", [`${token} ${words}`.trim(), say("piece"), say(`piece.${state}`)].join(". "));
    }
  };
}
