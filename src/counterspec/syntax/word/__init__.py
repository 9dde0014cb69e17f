"""Word documents: their parts, styles, numbering, runs and blocks."""
