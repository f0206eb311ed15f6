"use strict";

// The gate of the translations in the browser: `kyrGate(table)` with the table of gate.json gives `faults`,
// `message` and `advice`, which say of two texts what kyr/l10n/gate.py and advice.py say. gate.py tells why
// each check is as it is; here stands only how.
globalThis.kyrGate = (table) => {
  const hex = (range) => range.split("-").map((n) => parseInt(n, 16));
  const classOf = (ranges) =>
    ranges.split(" ").map((range) => range.split("-").map((n) => `\\u{${n}}`).join("-")).join("");
  const classes = Object.fromEntries(
    Object.entries(table.tables.classes).map(([name, ranges]) => [name, classOf(ranges)]),
  );
  const compiled = (source) =>
    new RegExp(source.replace(/@([a-z]+)@/g, (_, name) => classes[name]), "gu");
  const patterns = Object.fromEntries(
    Object.entries(table.patterns).map(([name, alternatives]) => [name, compiled(alternatives.join("|"))]),
  );
  const everyToken = new RegExp(`${patterns.token.source}|${patterns.placeholder.source}`, "gu");
  const unknown = compiled("[^@known@]");
  const ends = compiled("^[@space@]+|[@space@]+$");

  const characters = (rows) => {
    const map = new Map();
    for (const [to, ranges] of Object.entries(rows))
      for (const [first, last = first] of ranges.split(" ").map(hex))
        for (let n = first; n <= last; n++) map.set(String.fromCodePoint(n), to);
    return map;
  };
  const figures = characters(table.tables.figures);
  const lookAlikes = characters(table.tables.confusables);
  const inWords = characters(table.tables.confusables_in_words);
  const han = new Map([..."零一二三四五六七八九"].map((c, n) => [c, String(n)]).concat([["〇", "0"]]));
  const translate = (text, map) => Array.from(text, (c) => map.get(c) ?? c).join("");

  const matches = (pattern, text) => text.match(pattern) ?? [];
  const has = (pattern, text) => text.search(pattern) >= 0;
  const strip = (text) => text.replace(ends, "");
  const small = (text) => text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
  const plainFigures = (text) =>
    translate(
      text
        .replace(unknown, "\ufffd")
        .replace(patterns.joining, "")
        .replace(patterns.han_digits, (run) => translate(run, han)),
      figures,
    ).normalize("NFKC");
  const withoutLookAlikes = (text) =>
    translate(text.replace(patterns.latin_word, (word) => translate(word, inWords)), lookAlikes)
      .replace(patterns.dot, ".");

  const counted = (found) => {
    const counts = new Map();
    for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1);
    return counts;
  };
  const exceeds = (one, other) => [...one].some(([found, count]) => count > (other.get(found) ?? 0));
  const differ = (one, other) => exceeds(one, other) || exceeds(other, one);
  const values = (text) => counted(matches(patterns.number, text.replace(patterns.grouping, "")));

  const textOf = (whole) => {
    const bare = whole.replace(patterns.token, " ").replace(patterns.placeholder, " ");
    const plain = plainFigures(bare);
    const seen = withoutLookAlikes(plain);
    const text = {
      whole, bare, seen,
      figures: plain,
      low: small(seen),
      native: small(plain),
      joined: withoutLookAlikes(plainFigures(whole)),
      tokens: counted(matches(everyToken, whole)),
      digits: matches(patterns.number, plain).join(""),
    };
    text.found = (pattern, form) => counted(matches(patterns[pattern], text[form]));
    return text;
  };
  const more = (pair, pattern, form) =>
    exceeds(pair.translation.found(pattern, form), pair.english.found(pattern, form));
  const differs = (pair, pattern, form) =>
    differ(pair.translation.found(pattern, form), pair.english.found(pattern, form));

  const withoutEmphasis = (pair) => {
    if (pair.plain || !has(patterns.emphasis, pair.translation.whole)) return pair;
    const [english, translation] = [pair.english, pair.translation].map(({ whole }) =>
      textOf(whole.replace(patterns.emphasis, "")),
    );
    return { english, translation, plain: false };
  };
  const namesAddress = (pair) =>
    more(pair, "address", "low") ||
    more(pair, "rare_address", "seen") ||
    more(pair, "spaced_address", "seen") ||
    more(pair, "spoken_address", "low") ||
    more(pair, "native_address", "native") ||
    (matches(patterns.service, pair.translation.low).length > 0 && !matches(patterns.service, pair.english.low).length);
  const isGlued = (pair) => {
    const { english, translation, plain } = pair;
    if (!translation.tokens.size) return false;
    const begins = (token) => {
      const at = english.whole.indexOf(token);
      return at === 0 || (at > 0 && " (“".includes(english.whole[at - 1]));
    };
    if (matches(patterns.letter_before, translation.joined).some((run) => begins(run.slice(1)))) return true;
    return (plain ? ["glued", "plain_glued"] : ["glued"]).some(
      (name) => matches(patterns[name], translation.joined).length > matches(patterns[name], english.joined).length,
    );
  };
  const longNumbers = (text) =>
    [...matches(patterns.phone, text.seen).map(digitsOf), ...values(text.figures).keys()];
  const digitsOf = (run) => matches(patterns.number, run).join("");

  const atFault = {
    empty: ({ english, translation }) =>
      !has(patterns.letter, translation.bare) && has(patterns.letter, english.bare),
    tokens: ({ english, translation }) => differ(english.tokens, translation.tokens),
    numbers: (pair) => {
      const { english, translation } = pair;
      if (more(pair, "money", "figures")) return true;
      const wanted = values(english.figures);
      const joined = translation.figures.replace(patterns.spaced, (run) => run.replaceAll(" ", ""));
      return differ(wanted, values(translation.figures)) && differ(wanted, values(joined));
    },
    phone: (pair) =>
      matches(patterns.phone, pair.translation.seen).some(
        (run) => !longNumbers(pair.english).some((one) => one.includes(digitsOf(run))),
      ) || more(pair, "lettered_phone", "seen") || more(pair, "order_code", "seen") || more(pair, "spelled_phone", "native"),
    address: (pair) => namesAddress(pair) || namesAddress(withoutEmphasis(pair)),
    law: (pair) => more(pair, "law", "seen"),
    glued: (pair) => isGlued(pair) || isGlued(withoutEmphasis(pair)),
    html: (pair) => differs(pair, "html", "bare"),
    entity: (pair) => more(pair, "entity", "bare"),
    markup: (pair) =>
      differs(pair, "markup", "bare") ||
      differs(pair, "blank", "bare") ||
      more(pair, "icon", "bare") ||
      (pair.plain && more(pair, "plain_markup", "bare")),
    control: (pair) => more(pair, "control", "whole"),
    direction: ({ translation }) =>
      translation.whole.split("\n").some((line) => {
        let depth = 0;
        for (const c of line) {
          depth += "\u2066\u2067\u2068".includes(c) - (c === "\u2069");
          if (depth < 0) return true;
        }
        return depth > 0;
      }),
    lines: ({ english, translation }) => {
      const lines = strip(translation.whole.replace(patterns.joining, "")).split("\n");
      return (
        lines.length !== english.whole.split("\n").length ||
        (strip(english.whole) !== "" && !lines.every((line) => strip(line) !== ""))
      );
    },
    length: ({ english, translation }) => [...translation.whole].length > 60 + 3 * [...english.whole].length,
  };
  const checks = table.checks.filter((check) => check.in_browser);

  const faults = (english, translation, plain) => {
    const pair = { english: textOf(english), translation: textOf(translation), plain };
    return checks.filter((check) => atFault[check.id](pair)).map((check) => check.id);
  };

  const message = (ids) => {
    const { what, todo } = table.checks.find((check) => check.id === ids[0]);
    const others = ids.length > 1 ? ` (also: ${ids.slice(1).join(", ")})` : "";
    return { what: `the translation ${what}${others}`, todo };
  };

  const spelled = (words, unspaced, prefixes) => {
    if (unspaced) return compiled(words.join("|"));
    const article = prefixes ? `[${prefixes}]{0,2}` : "";
    const before = `(?<![@letter@])${article}`;
    const after = "(?![@letter@])";
    const whole = words.filter((word) => !word.includes("*"));
    const starts = words.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
    const ends = words.filter((word) => word.startsWith("*")).map((word) => word.slice(1));
    const parts = [];
    if (whole.length) parts.push(`${before}(?:${whole.join("|")})${after}`);
    if (starts.length) parts.push(`${before}(?:${starts.join("|")})`);
    if (ends.length) parts.push(`(?:${ends.join("|")})${after}`);
    return compiled(parts.join("|"));
  };
  const wordsOf = new Map();
  const words = (tag) => {
    if (!wordsOf.has(tag)) {
      const { unspaced, prefixes, ...rows } = table.advice.languages[tag] ?? {};
      const made = Object.entries(rows).map(([purpose, list]) => [purpose, spelled(list, unspaced, prefixes)]);
      wordsOf.set(tag, { unspaced, rows: Object.fromEntries(made) });
    }
    return wordsOf.get(tag);
  };
  const worded = (text) =>
    plainFigures(text.replace(patterns.token, " ").replace(patterns.placeholder, " "))
      .replace(patterns.names, "").toLowerCase().replaceAll("’", "'").replace(patterns.vowel_mark, "");
  const sentences = (text) => text.split(patterns.sentence_end).filter((one) => has(patterns.letter, one));
  const ordered = new Set(table.advice.ordered);
  const order = (text, kinds) =>
    matches(patterns.token, text)
      .map((token) => parseInt(token.replace(/[^0-9]/g, ""), 10))
      .filter((n) => ordered.has(kinds[n - 1]))
      .map((n) => `${kinds[n - 1]} ${n}`)
      .sort((one, other) => (one.split(" ")[0] < other.split(" ")[0] ? -1 : +(one.split(" ")[0] > other.split(" ")[0])))
      .join();

  const modality = (source, target, theirs) => {
    const mine = words("en").rows;
    const said = (purpose) => has(mine[purpose], source);
    const says = (purpose) => has(theirs[purpose], target);
    const must = said("must") && !said("must_not");
    const found = {
      negation: matches(mine.negation, source).length > matches(theirs.any_negation, target).length,
      "added-negation": says("negation") && !said("any_negation"),
      "must-as-may": must && !said("any_may") && says("may") && !says("must"),
      "may-as-must": said("may") && !said("must") && says("must") && !says("may"),
      judge: said("judge") && !says("judge"),
    };
    return Object.keys(found).filter((id) => found[id]);
  };
  const advice = (english, translation, tag, kinds = []) => {
    const { rows: theirs, unspaced } = words(tag);
    const found = new Set();
    if (Object.keys(theirs).length) {
      const [source, target] = [worded(english), worded(translation)];
      const [ours, others] = [sentences(source), sentences(target)];
      const pairs = [[source, target]];
      if (ours.length === others.length) pairs.push(...ours.map((one, n) => [one, others[n]]));
      for (const [one, other] of pairs) for (const id of modality(one, other, theirs)) found.add(id);
    }
    const length = [...english].length;
    if (length >= 80 && [...translation].length < length * (unspaced ? 0.12 : 0.4)) found.add("short");
    if (order(english, kinds) !== order(translation, kinds)) found.add("order");
    if (strip(translation) === strip(english) && has(patterns.sentence, textOf(english).bare)) found.add("english");
    return table.advice.checks.filter(({ id }) => found.has(id));
  };

  return { faults, message, advice };
};
