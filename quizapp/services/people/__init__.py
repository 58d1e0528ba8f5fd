"""Accounts, roles, tokens, preferences, and what a learner is to the scheduler."""
