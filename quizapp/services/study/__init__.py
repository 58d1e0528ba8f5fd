"""What a learner studies: today, the next card, sets, practice, progress, search."""
