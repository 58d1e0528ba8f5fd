"""Class lists."""
