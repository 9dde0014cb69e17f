"""Findings held against legal rules: elements shown and not shown, never a judgement."""
