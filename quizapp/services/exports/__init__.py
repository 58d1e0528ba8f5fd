"""Sets and due dates taken along: other programs, offline, calendars."""
