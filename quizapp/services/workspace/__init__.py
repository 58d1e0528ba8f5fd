"""The bank's documents on disk, with the browser's changes over them."""
