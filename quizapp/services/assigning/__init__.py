"""Assignments and goals: chosen, given, changed, mended, excused."""
