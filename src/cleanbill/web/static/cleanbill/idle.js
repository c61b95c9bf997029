// Two minutes before the session ends, asks; when it has ended, nothing of a patient stays on the screen.
const dialog = document.getElementById("idle");
const LEFT = 120;
const seconds = Number(dialog.dataset.seconds);
let timers = [];

function begin() {
  timers.forEach(clearTimeout);
  timers = [
    setTimeout(() => dialog.open || dialog.showModal(), Math.max(seconds - LEFT, seconds / 2) * 1000),
    setTimeout(() => location.assign(dialog.dataset.signIn), seconds * 1000),
  ];
}

dialog.querySelector("[data-stay]").addEventListener("click", async () => {
  await fetch(dialog.dataset.stay, { redirect: "manual" });
  dialog.close();
  begin();
});
document.addEventListener("htmx:afterRequest", begin);
begin();
