"""Our own files: everything of a person, a deck, a memory."""
