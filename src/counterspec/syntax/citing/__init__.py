"""How a text cites another document: words that say how it binds, the clause it names, lists, its own number."""
