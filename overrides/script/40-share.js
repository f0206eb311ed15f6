// What there is to share with comes on the first tap; without it the link leads to a page that tells how.
for (const link of document.querySelectorAll(".share")) {
  link.onclick = () => {
    const script = document.createElement("script");
    script.src = document.querySelector(".brand").href + "share.js";
    script.onerror = () => location.assign(link.href);
    document.head.append(script);
    return false;
  };
}
