"""Findings held against legal rules: elements, dates, territory. Pure functions over values of the model."""
