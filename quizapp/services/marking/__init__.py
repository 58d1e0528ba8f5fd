"""Marking: by hand, keys corrected, questions dropped, everybody graded again."""
