// A page with a wallet card: the largest type with which both sides fit on paper, the name of the group that gives it
// out (what it typed stands in the name of the window, overrides/script/pages/clinic.js), and the button to print.
{
  const sides = [...document.querySelectorAll(".side")];
  const SIZES = [13, 12, 11, 10.5, 10, 9.5, 9, 8.5, 8];
  const part = (id) => document.getElementById(id);

  let said = {};
  try {
    said = JSON.parse(name.startsWith("stamp ") ? name.slice(6) : "{}") || {};
  } catch { /* Somebody else's words. */ }
  const given = [said.name, said.phone].filter((one) => typeof one === "string" && one).map((one) => one.slice(0, 200));
  for (const foot of given.length ? document.querySelectorAll(".foot") : []) {
    const line = document.createElement("span");
    for (const one of given) {
      const words = document.createElement("bdi");
      words.textContent = one;
      line.append(line.childElementCount ? " · " : "", words);
    }
    foot.append(line);
  }

  // One pixel is forgiven: browsers round.
  const fits = (side) => {
    const box = side.querySelector(".box");
    return [box, box.firstElementChild].every((one) => one.scrollHeight <= box.clientHeight + 1
      && one.scrollWidth <= box.clientWidth + 1);
  };
  const fit = () => {
    document.documentElement.classList.add("paper");
    const right = sides.map((side) => SIZES.some((size) => {
      side.style.setProperty("--size", `${size}pt`);
      return fits(side);
    }));
    document.documentElement.classList.remove("paper");
    part("long").hidden = right.every(Boolean);
    return right.every(Boolean);
  };
  fit();
  part("print").hidden = false;
  part("print").onclick = () => fit() && print();
}
