"""Statements about classes, assignments, goals and courses."""
