"""Files of an article into paragraphs: decoded, read, cleaned."""
