"""Read PDF pages: words with boxes, ruled lines, grids, and the text made of them."""
