"""Sentences into tokens, trees, phrases and clauses."""
