"""Migrations, and what holds over all tables."""
