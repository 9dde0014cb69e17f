"""Bounds on hostile input, in one place: sizes, depths, archives, encodings, file walking."""
