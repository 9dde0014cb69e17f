"""SQL of any dialect: text with strings and comments masked → statements → declarations."""
