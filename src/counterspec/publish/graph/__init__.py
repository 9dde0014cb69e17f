"""Chains as a drawing: who requires what, and what it holds; each edge is a passage that can be read."""
