"""The shapes that drafting passes on: tokens, clauses, spans, proposals."""
