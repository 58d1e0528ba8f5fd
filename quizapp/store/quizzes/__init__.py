"""Statements about attempts, answers, grades and items."""
