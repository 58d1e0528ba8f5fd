"""Formats that are lines of text: Aiken, GIFT, CSV, TSV, JSON lines."""
