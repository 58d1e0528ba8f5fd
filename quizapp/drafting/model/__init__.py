"""The pure half of asking a language model."""
