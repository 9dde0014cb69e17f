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

// Files and folders that are dropped or chosen, sent with the paths they had.
const drop = document.getElementById("drop");
if (drop) {
  const bar = document.getElementById("upload");
  const send = (files) => {
    if (!files.length) return;
    const data = new FormData();
    for (const [file, path] of files) { data.append("files", file, file.name); data.append("paths", path); }
    const request = new XMLHttpRequest();
    request.open("POST", "/add/files");
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name]);
    bar.hidden = false;
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
    request.addEventListener("load", () => {
      bar.hidden = true;
      if (request.status !== 200) { location.reload(); return; }
      const place = document.getElementById("progress");
      place.outerHTML = request.responseText;
      htmx.process(document.getElementById("progress"));
    });
    request.send(data);
  };
  const listed = (input) => [...input.files].map((file) => [file, file.webkitRelativePath || file.name]);
  for (const id of ["choose", "choose-folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => { send(listed(input)); input.value = ""; });
  }
  const walk = (entry, path) => new Promise((done) => {
    if (entry.isFile) { entry.file((file) => done([[file, path + file.name]]), () => done([])); return; }
    const reader = entry.createReader();
    const found = [];
    const more = () => reader.readEntries(async (entries) => {
      if (!entries.length) { done(found); return; }
      for (const one of entries) found.push(...await walk(one, `${path}${entry.name}/`));
      more();
    }, () => done(found));
    more();
  });
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [];
    for (const entry of entries) files.push(...await walk(entry, ""));
    send(files);
  });
}
