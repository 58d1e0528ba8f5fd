"""LTI 1.3: platforms, launches, courses, members, grades."""
