"""What people publish of a case: the report, the pack, and exports other tools read."""
