"""GraphQL: schema definitions and queries → declarations."""
