"""What one does with a case: add, rescan, link, search, verify."""
