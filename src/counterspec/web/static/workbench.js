// The workbench's own script: theme, keys, focus. Everything else is plain HTML and htmx.
"use strict";

const root = document.documentElement;

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=strict`;
}

function dark() {
  if (root.dataset.theme) return root.dataset.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

const theme = document.getElementById("theme");
if (theme) {
  theme.setAttribute("aria-pressed", String(dark()));
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    theme.setAttribute("aria-pressed", String(dark()));
  });
}

const map = document.getElementById("keys");
document.querySelector("[data-keys]")?.addEventListener("click", () => map.showModal());

// The name one signs with: its dialog opens from the bar and from where it is missing.
const naming = document.getElementById("name-dialog");
document.addEventListener("click", (event) => {
  if (naming && event.target.closest("[data-name]")) { naming.querySelector("[role=alert]").textContent = ""; naming.showModal(); }
});
document.addEventListener("named", () => {
  // What was signed before is another name's: its hints go, and nobody takes it back under this one.
  for (const one of document.querySelectorAll("[data-signed]")) one.remove();
  naming.close();
  document.getElementById("who").focus();
});

// Dialogs that a page brings along: a button opens one by its id, and one within closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
});

// Single keys can be switched off (WCAG 2.1.4), and never act while somebody writes.
const switched = document.getElementById("single-keys");
if (switched) {
  switched.checked = localStorage.getItem("single-keys") !== "off";
  switched.addEventListener("change", () => localStorage.setItem("single-keys", switched.checked ? "on" : "off"));
}

function writing(target) {
  // A field whose dialog has just closed may hold the focus for a moment more.
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]")?.checkVisibility();
}

function keysAct(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target) && !(switched && !switched.checked);
}

let going = false;
document.addEventListener("keydown", (event) => {
  if (!keysAct(event)) return;
  if (event.shiftKey && event.key.length === 1 && event.key !== "?" && event.key !== "+") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (going) {
    going = false;
    const link = document.querySelector(`.nav a[data-go="${CSS.escape(key)}"]`);
    if (link) { event.preventDefault(); link.click(); return; }
  }
  if (key === "g") { going = true; setTimeout(() => { going = false; }, 1500); return; }
  if (key === "/") { event.preventDefault(); document.getElementById("q")?.focus(); return; }
  if (key === "?") { event.preventDefault(); map?.showModal(); return; }
  // What a key does on a screen is said by the screen: the visible control with this key is pressed.
  const control = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.offsetParent);
  if (control) { event.preventDefault(); control.click(); }
});

// Page pictures: zoom, turn, and the chosen place in view.
const sheet = document.querySelector(".sheetpic");
document.addEventListener("click", (event) => {
  const zoom = event.target.closest("[data-zoom]");
  if (zoom && sheet) {
    const step = Number(zoom.dataset.zoom);
    const level = Number(sheet.dataset.zoomLevel);
    sheet.dataset.zoomLevel = String(step ? Math.max(-2, Math.min(3, level + step)) : 0);
  }
  if (event.target.closest("[data-turn]") && sheet) sheet.dataset.turn = String((Number(sheet.dataset.turn || 0) + 1) % 4);
  const note = event.target.closest("[data-note]");
  if (note) {
    const field = note.closest(".decision").querySelector(".note-field");
    field.hidden = !field.hidden;
    note.setAttribute("aria-expanded", String(!field.hidden));
    if (!field.hidden) field.querySelector("input").focus();
  }
});
// A note beside a page: Enter keeps it for the next decision, Escape leaves it; single keys act again.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest(".note-field");
  if (!field || (event.key !== "Enter" && event.key !== "Escape") || event.isComposing) return;
  event.preventDefault();
  if (event.key === "Escape") field.querySelector("input").value = "";
  field.hidden = true;
  const button = field.closest(".decision").querySelector("[data-note]");
  button.setAttribute("aria-expanded", "false");
  button.focus();
});
(document.querySelector(".over .hit.on rect, .inmark.on, .ln.sel, .over .found, .asread .found, .codev .found") || document.querySelector(".th[aria-current]"))
  ?.scrollIntoView({ block: "center", inline: "nearest" });
document.querySelector(".th[aria-current]")?.scrollIntoView({ block: "nearest" });

// A report that opens in a tab of its own takes a while: until it is there, that tab shows a page that says so.
const opening = document.getElementById("opening");
if (opening) addEventListener("DOMContentLoaded", () => setTimeout(() => location.replace(opening.dataset.address)));

// So does a file. What is being made is said at once, and then as long as the server says so: it knows when it is there,
// and when it failed. Another file would come into the same tab and end the wait for the first.
const making = document.getElementById("making");
if (making) {
  const form = making.closest("form");
  const report = form.querySelector("[data-opening]");
  report.formAction = report.dataset.opening;
  let asking = 0;
  const tell = (words) => {
    making.textContent = words;
    for (const button of form.querySelectorAll("button:not([formtarget])")) button.disabled = Boolean(words);
    clearTimeout(asking);
    if (words) asking = setTimeout(ask, 1000);
  };
  const ask = async () => {
    const answer = await fetch("/report/making").catch(() => null);
    tell(answer?.ok ? (await answer.text()).trim() : "");
  };
  // Told after the form has gone: a button that is switched off would not be sent.
  form.addEventListener("submit", (event) => setTimeout(() => tell(event.submitter.dataset.making || making.textContent.trim())));
  tell(making.textContent.trim());
}

// Review by keyboard: one row of the list is the current one; decisions move on, the log keeps everything.
const list = document.getElementById("list");
const review = document.getElementById("review");
if (list && review) {
  const rows = () => [...list.querySelectorAll("article.f")];
  const current = () => list.querySelector('article.f[aria-current="true"]');
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const selected = () => rows().filter((row) => row.querySelector("input").checked);
  const bulk = document.getElementById("bulk");
  let reason = "";
  const decided = [];
  document.addEventListener("named", () => { decided.length = 0; });

  const show = (row) => {
    if (!row) return;
    current()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    document.getElementById("nth").textContent = String(rows().indexOf(row) + 1);
    document.getElementById("open").href = row.dataset.open;
    sessionStorage.setItem("row", row.dataset.finding);
  };
  const step = (by) => show(rows()[rows().indexOf(current()) + by]);
  const many = () => {
    const count = selected().length;
    bulk.hidden = count < 2;
    bulk.ids.value = selected().map((row) => row.dataset.finding).join(",");
    bulk.count.value = String(count);
    document.getElementById("bulk-count").textContent = String(count);
    for (const row of rows()) row.setAttribute("aria-selected", String(row.querySelector("input").checked));
  };
  const decide = async (row, decision) => {
    const body = new URLSearchParams({ decision, reason, row: "true" });
    reason = "";
    const answer = await fetch(`/findings/${row.dataset.finding}/verdict`, { method: "POST", body, headers });
    if (!answer.ok) { location.assign(row.dataset.open); return; }
    const end = row.querySelector(".end");
    const before = end.dataset.standing;
    end.outerHTML = await answer.text();
    const counted = document.getElementById("decided");
    const now = row.querySelector(".end").dataset.standing;
    if (counted && (before === "none") !== (now === "none")) {
      const was = Number(counted.dataset.decided);
      const is = was + (now === "none" ? -1 : 1);
      counted.dataset.decided = String(is);
      counted.textContent = counted.textContent.replace(was.toLocaleString("en"), is.toLocaleString("en"));
    }
  };
  const asked = document.getElementById("reason");
  // Kept as the form is sent: a dialog tells that it closed only later, when the next key may have decided already.
  asked.addEventListener("submit", (event) => { if (event.submitter.value === "keep") reason = asked.querySelector("input").value; });

  document.addEventListener("click", async (event) => {
    const control = event.target.closest("[data-step],[data-decide],[data-reason],[data-undo],[data-select],[data-unselect]");
    if (control?.dataset.step) step(Number(control.dataset.step));
    if (control?.dataset.decide && current()) { const row = current(); decided.push(row); step(1); await decide(row, control.dataset.decide); }
    if (control && "reason" in control.dataset) { asked.querySelector("input").value = reason; asked.showModal(); }
    if (control && "undo" in control.dataset && decided.length) { const row = decided.pop(); show(row); await decide(row, "withdrawn"); }
    if (control && "select" in control.dataset && current()) { const box = current().querySelector("input"); box.checked = !box.checked; many(); }
    if (control && "unselect" in control.dataset) { for (const row of rows()) row.querySelector("input").checked = false; many(); }
    const row = event.target.closest("article.f");
    if (row && !event.target.closest("a,input,button")) show(row);
  });
  list.addEventListener("change", many);
  bulk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ask]");
    if (button && !confirm(button.dataset.ask.replace("#", bulk.count.value))) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.shiftKey && (event.key === "J" || event.key === "K") && current() && keysAct(event)) {
      event.preventDefault();
      current().querySelector("input").checked = true;
      step(event.key === "J" ? 1 : -1);
      current().querySelector("input").checked = true;
      many();
    }
    if ((event.key === "PageDown" || event.key === "PageUp") && list.contains(event.target)) { event.preventDefault(); step(event.key === "PageDown" ? 1 : -1); }
  });
  show(rows().find((row) => row.dataset.finding === sessionStorage.getItem("row")) || rows()[0]);
}
// Backspace leads back to the row a place was opened from.
document.addEventListener("keydown", (event) => {
  if (event.key === "Backspace" && !writing(event.target) && !event.ctrlKey && !event.altKey && history.length > 1 && document.querySelector(".v")) history.back();
});
for (const box of document.querySelectorAll(".facets input[type=checkbox]")) box.addEventListener("change", () => box.form.requestSubmit());
