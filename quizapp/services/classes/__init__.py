"""Classes, their members, rosters and groups, and what a teacher sees of them."""
