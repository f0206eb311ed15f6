"use strict";
// Texts with tokens and marks as elements: never as HTML, whatever somebody typed.
{
  const { element, given } = desk;
  const inTheLanguage = { lang: given.language.tag, dir: given.language.direction };
  const mark =
    /\*\*(?<strong>.+?)\*\*|(?<![*\w])\*(?<loose>[^*\s](?:[^*]*[^*\s])?)\*(?![*\w])|\[(?<words>[^[\]]*)\](?:\((?<to>\d+)\)|\[(?<also>\d+)\])|<(?<address>\d+)>|\{:?(?<token>\d+)\}|(?<line>\n)/su;

  // The text as readers will see it: bold words, links, dates; a token that the English lacks stays as typed.
  desk.readable = (text, translation) => {
    const made = document.createDocumentFragment();
    let rest = translation;
    for (let found = mark.exec(rest); found; found = mark.exec(rest)) {
      made.append(rest.slice(0, found.index), piece(text, found));
      rest = rest.slice(found.index + found[0].length);
    }
    made.append(rest);
    return made;
  };
  const piece = (text, { 0: whole, groups }) => {
    if (groups.line) return element("br");
    if (groups.strong) return element("strong", {}, desk.readable(text, groups.strong));
    if (groups.loose) return element("em", {}, desk.readable(text, groups.loose));
    const number = groups.to ?? groups.also ?? groups.address ?? groups.token;
    const token = text.tokens[number - 1];
    if (!token) return whole;
    if (groups.words !== undefined) return element("a", {}, desk.readable(text, groups.words));
    if (token.source) return element("sup", {}, `[${number}]`);
    return token.shown ? element("bdi", {}, token.shown) : "";
  };

  // The English as it is written, each token in a frame of its own.
  const token = /(?<=\])\(\d+\)|(?<=\])\[\d+\]|<\d+>|\{:?\d+\}|\{[a-z][a-z0-9_]*\}/gu;
  desk.framed = (english) => {
    const made = document.createDocumentFragment();
    let end = 0;
    for (const found of english.matchAll(token)) {
      made.append(english.slice(end, found.index), element("code", {}, found[0]));
      end = found.index + found[0].length;
    }
    made.append(english.slice(end));
    return made;
  };
  desk.withoutMarks = (english) => english.replace(token, "").replace(/\*\*|[[\]]/gu, "");
  desk.tokensOf = (english) => [...new Set(english.match(token) ?? [])];
  desk.often = (whole, one) => whole.split(one).length - 1;

  const names = { heading: "h2", "page title": "h1", "list item": "li", "table cell": "td", "table heading": "th" };
  // A piece of a page in the site's own style; a heading looks like one and is none, so that the desk keeps its order.
  desk.preview = (text, translation) => {
    const name = names[text.kind] ?? "p";
    const made = element(name, {}, desk.readable(text, translation));
    if (/^h/.test(name)) made.setAttribute("role", "none");
    const around = { li: ["ul"], td: ["table", "tbody", "tr"], th: ["table", "tbody", "tr"] }[name] ?? [];
    const whole = around.reduceRight((inner, outer) => element(outer, {}, inner), made);
    if (whole.tagName === "TABLE") for (const part of [whole, ...whole.querySelectorAll("*")]) part.setAttribute("role", "none");
    return element("article", inTheLanguage, whole);
  };
}
