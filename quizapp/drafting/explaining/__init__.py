"""What explains: terms, lists, offices, descriptions."""
