// Rows of a list that are chosen: x chooses the row in focus, and how many are chosen is told.
const told = document.querySelector("[data-chosen]");
const choices = () => [...document.querySelectorAll("[data-choice]")];

function tell() {
  const count = choices().filter((one) => one.checked).length;
  if (told) told.textContent = count ? `(${count})` : "";
}

document.addEventListener("change", tell);
document.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  const keysOn = document.getElementById("keys-on")?.checked;
  if (event.key !== "x" || !row || !keysOn || event.target.matches("input[type=text], select") || event.ctrlKey || event.metaKey) return;
  const choice = row.querySelector("[data-choice]");
  if (!choice) return;
  choice.checked = !choice.checked;
  event.preventDefault();
  tell();
});
tell();
