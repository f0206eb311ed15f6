// The box with a clinic's own words, below the title of the page. What it says stands in the name of the window: that
// lasts until the window is closed, is stored nowhere, and works in a folder on a disk. It is text, never HTML.
(panel) => {
  let said = null;
  try {
    said = JSON.parse(name.slice(6));
  } catch {
    return;
  }
  if (!said || typeof said.name !== "string") return;
  const title = document.querySelector("article h1");
  const dates = title.nextElementSibling;
  document.querySelector(".stamp")?.remove();
  (dates && dates.matches(".age") ? dates : title).insertAdjacentHTML("afterend", panel);
  const box = document.querySelector(".stamp");
  for (const field of ["name", "phone", "hours", "languages"]) {
    const line = box.querySelector(`.${field}`);
    line.querySelector("bdi").textContent = String(said[field] || "").slice(0, 200);
    line.hidden = !line.textContent;
  }
  const logo = box.querySelector("img");
  if (/^data:image\/(?:png|jpeg);base64,[\w+/=]+$/.test(said.logo)) {
    logo.src = said.logo;
    logo.alt = said.name;
    logo.hidden = false;
  }
  box.querySelector(".print").onclick = () => print();
  box.querySelector(".off").onclick = () => {
    name = "";
    box.remove();
    dispatchEvent(new Event("unstamped"));
  };
}
