"""HTTP in, HTML out. No SQL, no rules."""
