// Two panels that come when they are asked for. What there is to share with, on the first tap; without it the link
// leads to a page that tells how. And the box of a clinic that has put its name on this window's pages (clinic.js).
{
  const bring = (address, lost) => {
    const script = document.createElement("script");
    script.src = address;
    script.onerror = lost;
    document.head.append(script);
  };
  for (const link of document.querySelectorAll(".share")) {
    link.onclick = () => {
      bring(document.querySelector(".brand").href + "share.js", () => location.assign(link.href));
      return false;
    };
  }
  const { src } = document.currentScript;
  const tag = document.documentElement.lang;
  if (src && name.startsWith("stamp ")) bring(new URL((tag === "en" ? "" : `${tag}/`) + "stamp.js", src));
}
