"""Parsing tools that several formats share."""
