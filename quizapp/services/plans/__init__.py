"""Plans: what a learner wants to know by when, and what that asks of each day."""
