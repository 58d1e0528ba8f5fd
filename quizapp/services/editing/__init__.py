"""Documents in the works, edited one passage, fact and entity at a time."""
