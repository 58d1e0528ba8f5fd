"""Who speaks, who reports, who vouches."""
