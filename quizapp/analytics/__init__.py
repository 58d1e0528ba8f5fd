"""Numbers about items, quizzes, learners and classes. Pure."""
