"""Happenings, and what is only expected."""
