"""HTML pages: tokens, and the text, blocks and tables they show."""
