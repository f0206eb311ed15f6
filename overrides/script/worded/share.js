// The panel for sharing takes the place of the link that asked for it. It shares the address that the reader has
// open, on whatever copy of the site, and nothing of how they came there. No other company is asked.
(panel, scripts) => {
  const link = document.querySelector(".share");
  link.insertAdjacentHTML("afterend", panel);
  link.remove();
  const part = (name) => document.getElementById(`share${name}`);
  const address = (location.origin + location.pathname).replace(/index\.html$/, "");
  const tell = (name) => {
    for (const line of ["copied", "by-hand", "scan"]) part(`-${line}`).hidden = line !== name;
  };
  part("-address").textContent = address;
  part("-send").hidden = !navigator.share;
  part("-send").addEventListener("click", () => navigator.share({ url: address }).catch(() => {}));
  part("-copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address);
      tell("copied");
    } catch {
      getSelection().selectAllChildren(part("-address"));
      tell("by-hand");
    }
  });
  part("-code").addEventListener("click", async () => {
    const { correction, generate } = await import(`${scripts}qr.js`);
    const code = generate(address, { minCorrectionLevel: correction.M });
    const wide = code.size + 8;
    let dots = "";
    for (let y = 0; y < code.size; y += 1) {
      for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) dots += `M${x + 4} ${y + 4}h1v1h-1z`;
    }
    // Black on white in the dark too, with the quiet zone that cameras need.
    part("-picture").innerHTML = `<svg viewBox="0 0 ${wide} ${wide}" width="${wide * 6}" role="img" aria-labelledby="share-code"`
      + ` shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${wide}v${wide}H0z"/><path d="${dots}"/></svg>`;
    tell("scan");
  });
  part("").focus();
}
