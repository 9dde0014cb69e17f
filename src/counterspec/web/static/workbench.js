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

// Single keys can be switched off (WCAG 2.1.4), and never act while somebody writes.
const switched = document.getElementById("single-keys");
if (switched) {
  switched.checked = localStorage.getItem("single-keys") !== "off";
  switched.addEventListener("change", () => localStorage.setItem("single-keys", switched.checked ? "on" : "off"));
}

function writing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]");
}

let going = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (switched && !switched.checked) return;
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
(document.querySelector(".over .hit.on rect, .inmark.on, .ln.sel, .found") || document.querySelector(".th[aria-current]"))
  ?.scrollIntoView({ block: "center", inline: "nearest" });
document.querySelector(".th[aria-current]")?.scrollIntoView({ block: "nearest" });
