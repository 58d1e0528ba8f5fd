"""What every reader gives: notes, questions and media, checked."""
