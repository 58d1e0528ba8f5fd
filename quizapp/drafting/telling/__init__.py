"""Statements in plain words, and how they differ from the passage."""
