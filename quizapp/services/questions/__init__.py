"""Questions as learners meet them: showings, words, and what learners report."""
