"use strict";
// What the file brought along, and what the volunteer has written since. All scripts of the desk share `desk`.
const desk = {};
{
  const given = JSON.parse(document.getElementById("given").textContent);
  const gate = kyrGate(given.gate);
  const byCode = new Map();
  const texts = given.texts.map((row, place) => {
    const text = { order: place, old: "", why: "", since: "", difference: [], terms: [], tokens: [], translation: "", ...row };
    text.page = given.catalogs[text.catalog];
    text.key = `${text.page.name} ${text.code}`;
    text.plain = text.context !== undefined;
    byCode.set(text.key, text);
    return text;
  });

  desk.given = given;
  desk.gate = gate;
  desk.texts = texts;
  desk.byCode = byCode;
  desk.mine = new Map(); // key -> what the volunteer wrote
  desk.unsaved = new Set(); // keys that are in no file yet
  desk.at = (id) => document.getElementById(id);
  desk.say = (name, values = {}) =>
    given.words[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));

  // The first words a volunteer sees in the box: of a changed text there are none, the old ones are one press away.
  desk.start = (text) => (text.state === "changed" ? "" : text.translation);
  desk.now = (text) => desk.mine.get(text.key) ?? desk.start(text);
  desk.faults = (text, translation) => gate.faults(text.english, translation.trim(), text.plain);
  desk.state = (text) => {
    const mine = desk.mine.get(text.key);
    if (mine === undefined) return text.state;
    return desk.faults(text, mine).length ? "fault" : "mine";
  };
  desk.isToDo = (text) => !["done", "mine"].includes(desk.state(text));

  desk.right = new Set(); // keys of changed texts whose old translation the volunteer has called right
  // Law: what is written is kept as it is typed; what is empty, or is the old translation, is no work, unless the
  // English changed and the volunteer says that the translation is still right.
  desk.write = (text, translation) => {
    const typed = translation.trim();
    const nothing = typed === "" || (typed === text.translation.trim() && !desk.right.has(text.key));
    if (nothing) desk.mine.delete(text.key);
    else desk.mine.set(text.key, translation);
    if (nothing) desk.unsaved.delete(text.key);
    else desk.unsaved.add(text.key);
    desk.changed(text);
  };
  const listeners = [];
  desk.whenChanged = (listener) => listeners.push(listener);
  desk.changed = (text) => listeners.forEach((listener) => listener(text));

  desk.element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
}
