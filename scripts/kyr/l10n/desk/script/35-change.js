"use strict";
// What helps to translate a text: what changed in its English and since when, and the words of the word list.
{
  const { at, element, say, given } = desk;
  const { tag, direction } = given.language;

  desk.showChange = (text) => {
    const changed = text.state === "changed";
    at("change").hidden = !changed || !text.difference.length;
    at("former").hidden = !changed;
    at("why").textContent = [text.why, text.since && say("since", { day: text.since })].filter(Boolean).join(" ");
    at("why").hidden = !at("why").textContent;
    at("old").textContent = text.translation;
    const kinds = { same: "span", gone: "del", new: "ins" };
    at("difference").replaceChildren(
      ...text.difference.map(([op, words]) =>
        element(kinds[op], {}, ...(op === "same" ? [words] : [element("span", { className: "unseen" }, `[${say(op)}: `), words, element("span", { className: "unseen" }, "]")]))),
    );
  };
  desk.showTerms = (text) => {
    const terms = text.terms.map((place) => given.terms[place]);
    at("glossary").hidden = !terms.length;
    at("terms").replaceChildren(
      ...terms.map(({ term, translation, forbidden, note }) =>
        element("li", {}, element("span", { lang: "en" }, term), " → ",
          element("b", { lang: tag, dir: direction }, translation),
          ...(forbidden?.length ? [" (", say("forbidden", { words: forbidden.join(", ") }), ")"] : []),
          ...(note ? [element("small", {}, ` ${note}`)] : []))),
    );
  };
}
