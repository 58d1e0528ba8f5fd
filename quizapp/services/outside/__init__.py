"""Requests to other hosts, from public addresses only and within a time."""
