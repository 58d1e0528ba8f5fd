"""Anki's packages, in and out."""
