"""A learner's scheduler parameters, fitted to their log."""
