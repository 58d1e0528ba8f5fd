"""The form of an entry of the review log."""
