"""RESPONSE -> SCORE. Pure."""
