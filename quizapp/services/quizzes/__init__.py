"""Taking a quiz: drawn, saved, timed, scored, and looked at afterwards."""
