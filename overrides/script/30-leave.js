// One tap on “leave”, or Shift three times within five seconds, and another page takes the place of this one. The
// screen is empty at once, however slow the network is.
for (const link of document.querySelectorAll(".leave a")) {
  let times = [];
  link.onclick = () => {
    document.body.hidden = true;
    location.replace(link.href);
    return false;
  };
  addEventListener("keyup", (event) => {
    times = event.key === "Shift" ? [event.timeStamp, ...times] : [];
    if (times[0] - times[2] < 5000) link.onclick();
  });
}
