"""FACTS -> QUESTIONS. Pure and seeded: the same bank and seed give byte-identical questions."""
