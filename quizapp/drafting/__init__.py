"""Article text -> draft facts. Pure: bytes or text in, passages and drafts out."""
