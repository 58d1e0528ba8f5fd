"""Run the command line with ``python -m quizapp``."""

from quizapp.cli import main

if __name__ == "__main__":
    main()
