"""Processes of our own, under limits."""
