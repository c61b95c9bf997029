// What is on its way is not sent a second time by an impatient press of the same button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const button = event.submitter;
  const same = form.sentBy === button && Date.now() - form.sentAt < 5000;
  if (same) event.preventDefault();
  else Object.assign(form, { sentBy: button, sentAt: Date.now() });
});
addEventListener("pageshow", () => [...document.forms].forEach((form) => { form.sentAt = 0; }));
