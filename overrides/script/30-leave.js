// One tap on “leave”, or Shift three times within five seconds, and another page takes the place of this one. The
// screen is empty at once, however slow the network is.
{
  const leave = document.querySelector(".leave a");
  const go = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(leave.href);
  };
  let times = [];
  if (leave) {
    leave.addEventListener("click", go);
    addEventListener("keyup", (event) => {
      times = event.key === "Shift" ? [event.timeStamp, ...times] : [];
      if (times[0] - times[2] < 5000) go(event);
    });
  }
}
