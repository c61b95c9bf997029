// Single keys that can be switched off: / search, j and k rows, ? help, and those that a page's links and buttons name in
// data-key. And the buttons of dialogs, and menus that close.
const SWITCH = "cleanbill.keys";
const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");

document.documentElement.classList.add("js");
keysOn.checked = localStorage.getItem(SWITCH) !== "off";
keysOn.addEventListener("change", () => localStorage.setItem(SWITCH, keysOn.checked ? "on" : "off"));
document.querySelectorAll("[data-opens]").forEach((button) =>
  button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal()));
document.querySelector(".faults[tabindex]")?.focus();

for (const one of document.querySelectorAll("[data-key]")) {
  const row = help.querySelector("template").content.cloneNode(true);
  row.querySelector("kbd").textContent = one.dataset.key;
  row.querySelector("dd").textContent = one.textContent;
  help.querySelector("dl").append(row);
}

// An open menu closes when what is beside it is pressed, and by Esc, which gives the focus back.
function close(menu, back) {
  menu.open = false;
  if (back) menu.querySelector("summary").focus();
}
const menus = () => document.querySelectorAll("details.me[open]");
document.addEventListener("click", (event) => menus().forEach((menu) => menu.contains(event.target) || close(menu)));
document.addEventListener("keydown", (event) => event.key === "Escape" && menus().forEach((menu) => close(menu, true)));

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
}

const ACTS = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => help.showModal(),
  j: () => step(1),
  k: () => step(-1),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog");
  const keyed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const act = ACTS[event.key] ?? (keyed && (() => keyed.click()));
  if (!act || typing || !keysOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});
