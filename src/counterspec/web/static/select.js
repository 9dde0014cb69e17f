// Selected words of a document: where they stand in its text, and what one can do with them.
"use strict";

(() => {
  const bar = document.getElementById("selbar");
  if (!bar) return;
  const root = document.querySelector(".deskcol");
  const dialog = document.getElementById("sel-dialog");
  let chosen = null;

  // Places count code points, as the document's text does; JavaScript's strings count halves of some.
  const points = (text) => [...text].length;
  const within = (part, node, offset) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    range.setEnd(node, offset);
    return points(range.toString());
  };
  const placed = (range) => {
    const parts = [...root.querySelectorAll("[data-at]")].filter((part) => range.intersectsNode(part));
    if (!parts.length) return null;
    const [first, last] = [parts[0], parts[parts.length - 1]];
    const at = (part) => Number(part.dataset.at);
    const start = at(first) + (first.contains(range.startContainer) ? within(first, range.startContainer, range.startOffset) : 0);
    const end = at(last) + (last.contains(range.endContainer) ? within(last, range.endContainer, range.endOffset) : points(last.textContent.trimEnd()));
    return end > start ? { start, end } : null;
  };

  const show = () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const words = range && root.contains(range.commonAncestorContainer) ? selection.toString().replace(/\s+/g, " ").trim() : "";
    const place = words ? placed(range) : null;
    bar.hidden = !place;
    if (!place) return;
    chosen = { ...place, words };
    const phrase = words.replaceAll('"', " ").slice(0, 200);
    document.getElementById("sel-search").href = `/search?q=${encodeURIComponent(`"${phrase}"`)}`;
    const box = range.getBoundingClientRect();
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
    bar.style.top = `${Math.max(56, box.top - bar.offsetHeight - 8)}px`;
  };

  document.addEventListener("pointerup", () => setTimeout(show));
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") show(); });
  document.addEventListener("selectionchange", () => { if (getSelection().isCollapsed && !dialog?.open) bar.hidden = true; });
  document.addEventListener("scroll", () => { bar.hidden = true; }, true);
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  document.getElementById("sel-add")?.addEventListener("click", () => {
    const form = document.getElementById("sel-form");
    form.start.value = chosen.start;
    form.end.value = chosen.end;
    document.getElementById("sel-quote").textContent = chosen.words;
    document.getElementById("sel-problem").textContent = "";
    bar.hidden = true;
    dialog.showModal();
  });
})();
