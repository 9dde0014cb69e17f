"""Source code of any grammar: one walk over a tree-sitter tree, one table of handlers a language."""
