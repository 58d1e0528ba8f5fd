"""Jobs that a process of their own takes."""
