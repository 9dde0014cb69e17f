"""OpenDocument files: their package, styles, text and sheets."""
