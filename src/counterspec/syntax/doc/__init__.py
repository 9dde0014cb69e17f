"""Word documents of the older binary format: pieces of text, properties, lists, blocks."""
