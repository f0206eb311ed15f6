// The form with which a clinic puts its name on the pages that it prints. What is typed goes into the name of this
// window, where overrides/script/40-share.js finds it on the next page; nothing is stored unless the clinic ticks the
// box, and nothing is sent.
{
  const part = (name) => document.getElementById(`stamp${name}`);
  const FIELDS = ["name", "phone", "hours", "languages"];
  const LINES = ["done", "nameless", "picture", "large", "forgets"];
  const KEPT = "clinic";
  const [MOST_BYTES, MOST_PIXELS] = [5e6, 4e7];
  const [WIDE, HIGH] = [480, 216];
  const tag = document.documentElement.lang;
  const panel = new URL(`${tag === "en" ? "" : `${tag}/`}stamp.js`, document.currentScript.src);
  let logo = "";

  const tell = (name) => {
    for (const line of LINES) part(`-${line}`).hidden = line !== name;
  };
  const kept = () => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  };

  // A picture is known by its first bytes and by being decoded; it is drawn anew, so that nothing else comes with it.
  const drawn = async (file) => {
    if (file.size > MOST_BYTES) throw "large";
    const head = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()));
    if (!/^(?:\x89PNG|\xff\xd8\xff|RIFF.{4}WEBP)/s.test(head)) throw "picture";
    const picture = await createImageBitmap(file).catch(() => { throw "picture"; });
    if (picture.width * picture.height > MOST_PIXELS) throw "large";
    const scale = Math.min(1, WIDE / picture.width, HIGH / picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, picture.width * scale);
    canvas.height = Math.max(1, picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  };

  const show = () => {
    part("-off").hidden = !name.startsWith("stamp ");
    if (part("-off").hidden) return;
    const script = document.createElement("script");
    script.src = panel;
    document.head.append(script);
  };

  part("-logo").addEventListener("change", async () => {
    tell("");
    logo = "";
    const [file] = part("-logo").files;
    if (!file) return;
    try {
      logo = await drawn(file);
    } catch (why) {
      part("-logo").value = "";
      tell(why === "large" ? "large" : "picture");
    }
  });
  part("-on").addEventListener("click", () => {
    const said = Object.fromEntries(FIELDS.map((field) => [field, part(`-${field}`).value.trim()]));
    if (!said.name) {
      tell("nameless");
      return part("-name").focus();
    }
    const text = JSON.stringify({ ...said, logo });
    name = `stamp ${text}`;
    tell("done");
    if (part("-keep").checked) {
      try {
        localStorage.setItem(KEPT, text);
      } catch {
        part("-keep").checked = false;
        tell("forgets");
      }
    }
    show();
  });
  part("-off").addEventListener("click", () => document.querySelector(".stamp .off")?.click());
  addEventListener("unstamped", () => {
    tell("");
    show();
  });
  part("-keep").addEventListener("change", () => {
    if (!part("-keep").checked && kept()) localStorage.removeItem(KEPT);
  });

  try {
    const said = JSON.parse(name.startsWith("stamp ") ? name.slice(6) : kept()) || {};
    for (const field of FIELDS) part(`-${field}`).value = said[field] || "";
    logo = String(said.logo || "");
  } catch { /* Somebody else's words: the form stays empty. */ }
  part("-keep").checked = Boolean(kept());
  part("-off").hidden = !name.startsWith("stamp ");
  part("").hidden = false;
}
