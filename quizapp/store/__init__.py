"""The only room with tables: the engine, tables by group, and their queries."""
