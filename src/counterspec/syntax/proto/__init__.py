"""Protocol buffer definitions: tokens → statements → declarations."""
