"""Statements of a learner: due cards, the log, progress, plans, fits."""
