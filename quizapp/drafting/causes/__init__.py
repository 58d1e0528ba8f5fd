"""Causes and effects, by the wordings they come in."""
