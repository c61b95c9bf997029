// The note's page: underlines, the way from finding to finding, rows of the form, and what is not saved yet.
// The server reads the text; here its offsets follow what is typed until it answers again.
const form = document.getElementById("note");
const text = document.getElementById("text");
const mirror = document.getElementById("mirror");
const panel = document.getElementById("panel");
const saved = document.getElementById("saved");
const tally = document.getElementById("tally");
let spoken = text.value; // the text that the panel speaks of
let asked = spoken;
let current = -1;
let unsaved = false;

const cards = () => [...panel.querySelectorAll(".prompt")];
const pairs = (words) => words.trim().split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));

// Where words of the text that was read stand in the text as it is now; null where they were changed.
function follower() {
  const now = text.value;
  const most = Math.min(spoken.length, now.length);
  let head = 0;
  while (head < most && spoken[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && spoken[spoken.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const last = spoken.length - tail;
  const by = now.length - spoken.length;
  return ([start, end]) => (end <= head ? [start, end] : start >= last ? [start + by, end + by] : null);
}

function paint() {
  mirror.textContent = `${text.value}\n`;
  if (!CSS.highlights) return;
  const follow = follower();
  const found = { copied: [], info: [], warning: [], error: [], now: [] };
  panel.querySelectorAll("[data-places]").forEach((card) => {
    const name = card.dataset.severity ?? "copied";
    found[name].push(...pairs(card.dataset.places));
    if (card.hasAttribute("aria-current")) found.now.push(...pairs(card.dataset.places));
  });
  Object.entries(found).forEach(([name, places], order) => {
    const highlight = new Highlight(...places.map(follow).filter(Boolean).map(range));
    highlight.priority = order;
    CSS.highlights.set(`note-${name}`, highlight);
  });
}

function range([start, end]) {
  const made = new Range();
  made.setStart(mirror.firstChild, Math.min(start, text.value.length));
  made.setEnd(mirror.firstChild, Math.min(end, text.value.length));
  return made;
}

function select(place) {
  const found = follower()(place);
  if (!found) return false;
  text.focus({ preventScroll: true });
  text.setSelectionRange(...found);
  const box = range(found).getBoundingClientRect();
  if (box.top < 160 || box.bottom > innerHeight - 40) scrollBy({ top: box.top - innerHeight / 3 });
  return true;
}

function step(by) {
  const all = cards();
  if (!all.length) return say("Nothing is open.");
  current = current < 0 && by < 0 ? all.length - 1 : (current + by + all.length) % all.length;
  const card = all[current];
  all.forEach((one) => one.toggleAttribute("aria-current", one === card));
  paint();
  card.scrollIntoView({ block: "nearest" });
  const [place] = pairs(card.dataset.places);
  if (!place || !select(place)) card.focus();
  say(`${current + 1} of ${all.length}: ${card.querySelector("h3").textContent.trim()}`);
}

function say(words) {
  if (tally.textContent !== words) tally.textContent = words;
}

text.addEventListener("input", paint);
form.addEventListener("input", () => { unsaved = true; });
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

form.addEventListener("click", (event) => {
  const go = event.target.closest("[data-go]");
  if (go) select(pairs(go.dataset.go)[0]);
  if (event.target.closest("[data-step]")) step(Number(event.target.closest("[data-step]").dataset.step));
  if (event.target.closest("[data-leave]")) unsaved = false;
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("#sheet input, #sheet select, #panel input");
  if (event.key === "F8") {
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  } else if (event.altKey && ["Enter", "Delete"].includes(event.key) && typing) {
    event.preventDefault();
    const row = typing.closest(".row");
    const button = event.key === "Enter" ? typing.closest("[data-group]")?.querySelector("[data-more]") : row?.querySelector("[data-less]");
    button?.click();
  } else if (event.key === "Enter" && typing?.matches("input")) {
    event.preventDefault(); // what is typed in a form is written by its button
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt === panel) asked = text.value;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseURL.includes("/sign-in/")) return;
  event.detail.shouldSwap = false;
  saved.querySelector("[data-said]")?.replaceChildren("✗ Not saved: you are signed out. Copy what you typed, then sign in.");
});
document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (target === panel) {
    spoken = asked;
    current = -1;
    say(panel.querySelector("[data-tally]").dataset.tally);
    paint();
  } else if (target === saved) {
    unsaved = Boolean(saved.querySelector("[role=alert]"));
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "sheet") return;
  // Not before: until now the buttons of a new row would lead to a page of their own.
  const rows = document.querySelector("[data-fresh]")?.closest("[data-group]").querySelectorAll(".row");
  rows?.[rows.length - 1]?.querySelector("input, select, textarea")?.focus();
});
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (event.detail.elt === saved) saved.querySelector("[data-said]")?.replaceChildren("✗ Not saved: the site does not answer. It tries again as you type.");
  });
}

paint();
