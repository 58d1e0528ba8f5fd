"""XML and zip files of strangers, opened within limits."""
