"""What the screen of chains shows of a drawing: one node's surroundings, groups, a part of each column."""
