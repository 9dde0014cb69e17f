// Files and folders that are dropped anywhere or chosen, sent with the paths they had. Where they cannot be added, the
// browser at least does not leave the page for them.
"use strict";

(() => {
  const adds = "adds" in document.body.dataset;
  const place = document.getElementById("drop");
  const veil = document.getElementById("veil");

  // What is said of the files that come next goes with them: a list of captures, or an address and a time.
  const captures = document.getElementById("choose-list");
  const fields = [...document.querySelectorAll("[data-said]")];
  const told = document.getElementById("captures");
  const listChosen = () => { told.textContent = captures.files[0] ? told.dataset.chosen.replace("#", () => captures.files[0].name) : told.dataset.none; };
  if (captures) {
    captures.addEventListener("change", listChosen);
    listChosen();
  }

  const sending = (share) => {
    for (const bar of document.querySelectorAll(".sending")) { bar.hidden = share === null; bar.value = share ?? 0; }
    if (!place) veil.hidden = share === null;
    document.body.classList.toggle("sends", share !== null);
  };

  const sent = (request) => {
    if (!document.getElementById("progress")) { location.assign("/add"); return; }
    sending(null);
    if (request.status !== 200) { location.reload(); return; }
    htmx.swap("#progress", request.responseText, { swapStyle: "outerHTML" });
    captures.value = "";
    listChosen();
    // Said of these files, and of no others; after a mistake it stays to be mended.
    if (!document.querySelector("#progress [data-refused]")) for (const field of fields) field.value = "";
  };

  const send = (files) => {
    if (!files.length) return;
    const data = new FormData();
    if (captures?.files[0]) data.append("captures", captures.files[0]);
    for (const field of fields) data.append(field.name, field.value);
    for (const [file, path] of files) { data.append("files", file, file.name); data.append("paths", path); }
    const request = new XMLHttpRequest();
    request.open("POST", "/add/files");
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name]);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) sending((100 * event.loaded) / event.total); });
    request.addEventListener("load", () => sent(request));
    request.addEventListener("error", () => sending(null));
    sending(0);
    request.send(data);
  };

  const listed = (input) => [...input.files].map((file) => [file, file.webkitRelativePath || file.name]);
  for (const input of place?.querySelectorAll("input[type=file]") ?? []) {
    const take = () => { send(listed(input)); input.value = ""; };
    input.addEventListener("change", take);
    // On a slow machine somebody chose files before this script had come.
    take();
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

  // A picture of the page that somebody drags is a file to the browser, too.
  let own = false;
  document.addEventListener("dragstart", () => { own = true; });
  document.addEventListener("dragend", () => { own = false; });
  const brings = (event) => !own && event.dataTransfer.types.includes("Files") && !event.target.closest?.("input[type=file]");
  const over = (is) => {
    if (place) place.classList.toggle("over", is);
    else if (adds && !document.body.classList.contains("sends")) veil.hidden = !is;
  };
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!brings(event)) { over(false); return; }
      event.preventDefault();
      event.dataTransfer.dropEffect = adds ? "copy" : "none";
      over(true);
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", async (event) => {
    over(false);
    if (!brings(event)) return;
    event.preventDefault();
    if (!adds) return;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [];
    for (const entry of entries) files.push(...await walk(entry, ""));
    send(files);
  });
})();
