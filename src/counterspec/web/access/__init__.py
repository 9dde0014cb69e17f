"""Who may open the workbench, and what a browser is told to refuse."""
