// The drawing of chains by keyboard: arrows go from box to box, up and down a column or to the nearest of the next one.
"use strict";

const drawing = document.querySelector(".graph svg");
if (drawing) {
  const tiles = [...drawing.querySelectorAll("a.tile")];
  const column = (tile) => Number(tile.dataset.column);
  const middle = (tile) => { const box = tile.getBoundingClientRect(); return box.top + box.height / 2; };
  const nearest = (from, place) => tiles.filter((tile) => column(tile) === place)
    .reduce((best, tile) => (!best || Math.abs(middle(tile) - middle(from)) < Math.abs(middle(best) - middle(from)) ? tile : best), null);
  const to = {
    ArrowUp: (tile) => tiles[tiles.indexOf(tile) - 1],
    ArrowDown: (tile) => tiles[tiles.indexOf(tile) + 1],
    ArrowLeft: (tile) => nearest(tile, column(tile) - 1),
    ArrowRight: (tile) => nearest(tile, column(tile) + 1),
  };
  drawing.addEventListener("keydown", (event) => {
    const tile = event.target.closest("a.tile");
    if (!tile || !to[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    to[event.key](tile)?.focus();
  });
  // What is lit stands in view from the first.
  const region = drawing.closest(".graph");
  const lit = drawing.querySelector(".n.focus, .n.on");
  if (lit) region.scrollLeft = lit.getBoundingClientRect().left - region.getBoundingClientRect().left - 24;
}
