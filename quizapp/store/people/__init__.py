"""Statements about accounts and all that belongs to one."""
