"use strict";
// What the gate, the word list and the advice say of a translation while it is written.
{
  const { element, say, given, gate } = desk;

  desk.verdict = (text, value) => {
    const trimmed = value.trim();
    if (!trimmed) return [element("p", {}, say("verdict.empty"))];
    const faults = desk.faults(text, value);
    const rows = [];
    if (faults.length) {
      rows.push(element("p", {}, element("b", {}, say(faults.length === 1 ? "verdict.fault.one" : "verdict.fault", { count: faults.length }))),
        element("ul", {}, ...faults.map((id) => {
          const { what, todo } = gate.message([id]);
          const more = id === "tokens" ? ` ${astray(text.english, value)}` : "";
          return element("li", {}, say("fault", { what: what.replace(/^the /, ""), todo }) + more);
        })));
    } else if (!desk.mine.has(text.key)) rows.push(element("p", {}, say(text.state === "changed" ? "verdict.old" : "verdict.same")));
    else rows.push(element("p", {}, say("verdict.unsaved")));
    const [wanted, count] = [desk.often(text.english, "**"), desk.often(value, "**")];
    if (!text.plain && wanted !== count) rows.push(element("p", {}, say("verdict.bold", { wanted, count })));
    const advice = adviceOn(text, trimmed);
    if (advice.length) rows.push(element("ul", { className: "advice" }, ...advice.map((line) => element("li", {}, line))), element("p", { className: "small" }, say("advice.note")));
    return rows;
  };
  // Which pieces are missing, too many, or none of this text's.
  const astray = (english, value) => {
    const tokens = desk.tokensOf(english);
    const more = (one) => desk.often(value, one) - desk.often(english, one);
    const found = {
      out: tokens.filter((one) => more(one) < 0),
      much: tokens.filter((one) => more(one) > 0),
      strange: desk.tokensOf(value).filter((one) => !tokens.includes(one)),
    };
    return Object.keys(found).filter((name) => found[name].length)
      .map((name) => say(`fault.${name}`, { pieces: found[name].join(" ") })).join(" ");
  };
  const adviceOn = (text, value) => {
    const low = value.toLowerCase();
    const words = text.terms.map((place) => given.terms[place]).flatMap(({ term, forbidden = [] }) =>
      forbidden.filter((word) => low.includes(word.toLowerCase())).map((word) => say("advice.forbidden", { word, term })));
    const more = gate.advice(text.english, value, given.language.tag, text.tokens.map(({ kind }) => kind));
    return [...words, ...more.map(({ what, todo }) => say("advice", { what, todo }))];
  };
}
