"""What is printed to a terminal: its looks, and a printer that no document can steer."""
