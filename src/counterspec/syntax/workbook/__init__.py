"""Workbooks: sheets as pages, their blocks of cells as tables, values as they are shown."""
