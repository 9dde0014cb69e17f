"""Speed as ratios beside references, measured in one run on the same bytes."""
