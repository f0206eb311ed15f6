// What there is to share with comes on the first tap; without it the link leads to a page that tells how.
{
  const share = document.querySelector(".share");
  if (share) share.addEventListener("click", (event) => {
    event.preventDefault();
    const script = document.createElement("script");
    script.src = document.querySelector(".brand").href + "share.js";
    script.onerror = () => { location = share.href; };
    document.head.append(script);
  }, { once: true });
}
