"""quizapp turns an article into facts, facts into questions, and questions into lasting memory."""

__version__ = "0.1.0"
