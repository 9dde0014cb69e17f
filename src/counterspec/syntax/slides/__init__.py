"""Presentations: slides as pages."""
