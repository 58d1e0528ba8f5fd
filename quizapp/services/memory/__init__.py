"""Answers into the review log, and the card states and recall that follow from it."""
