"""Statements about decks, their media, and files that are taken in."""
