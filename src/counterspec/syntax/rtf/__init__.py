"""Rich text: its tokens, character sets, and the blocks they make."""
