"""XML Schema, alone or inside a service description: tree → declarations."""
