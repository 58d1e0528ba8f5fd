"""The operator: set up, back up, move, look after, demonstrate."""
