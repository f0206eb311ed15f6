// A code typed from paper is looked for in the lists of this page. It goes nowhere.
{
  const part = (name) => document.getElementById(`code${name}`);
  const box = part("");
  const values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const alike = { I: "1", L: "1", O: "0" };

  // As in kyr.editions.codes: value times place, the check sign's own value, a multiple of 37.
  const read = (typed) => {
    const signs = typed.toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean);
    if (signs.length < 4) return "";
    const end = signs.splice(-2).map((text) => text.replace(/[ILO]/g, (sign) => alike[sign]));
    const places = [...signs.join(""), ...end[0]];
    let sum = values.indexOf(end[1]);
    places.forEach((sign, at) => { sum += (at + 2) * values.indexOf(sign); });
    return end[0].length === 4 && end[1].length === 1 && sum % 37 === 0 ? [...signs, ...end].join("-") : "";
  };

  const row = (table, code) => [...document.querySelectorAll(`#code-${table} bdi`)]
    .find((listed) => listed.textContent.toUpperCase() === code && listed.closest("th"))?.closest("tr");

  const look = () => {
    const code = read(part("-typed").value);
    const now = code && row("now", code);
    const then = code && row("then", code);
    const found = !code ? "wrong" : now ? "current" : then ? "old" : "unlisted";
    for (const name of ["current", "old", "wrong", "unlisted"]) part(`-${name}`).hidden = name !== found;
    const place = part(`-${found}`).querySelector(".at");
    if (place) place.replaceChildren(...[...(now || then).cells].flatMap((cell) => [...cell.cloneNode(true).childNodes, " "]));
    const link = part(`-${found}`).querySelector(":scope > a");
    if (link) {
      const [mark, ...rest] = code.split("-");
      const tag = rest.slice(0, -2).map((piece, at) => at ? piece[0] + piece.slice(1).toLowerCase() : piece.toLowerCase());
      link.textContent = [mark, ...tag, ...rest.slice(-2)].join("-");
      link.href = link.href.replace(/check\/.*$/, `check/${link.textContent}/`);
    }
  };

  if (box) {
    box.hidden = false;
    part("-try").addEventListener("click", look);
    part("-typed").addEventListener("keydown", (event) => { if (event.key === "Enter") look(); });
  }
}
