"""Decks: what a person brings in, as documents of their own."""
