"""The vocabulary: concepts with their words in many languages, and how text is read against them."""
