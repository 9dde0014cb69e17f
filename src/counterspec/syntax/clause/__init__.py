"""Clauses: sentences, the words that bind or allow, the rules of the tradition they are written in."""
