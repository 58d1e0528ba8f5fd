"""ARTICLE -> FACTS. Pure but for load.py: no Flask, no database, no clock."""
