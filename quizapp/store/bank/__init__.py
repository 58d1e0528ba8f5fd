"""Statements about the published bank, its search, and documents in the works."""
