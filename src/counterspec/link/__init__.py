"""Many documents together: citations resolved, parties matched, chains, editions compared."""
