"""The sentences of findings and chains in Simplified Chinese: made of the same facts as the English ones."""
