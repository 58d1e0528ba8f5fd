"""One file per exchange format. Each writes or refuses by name every interaction."""
