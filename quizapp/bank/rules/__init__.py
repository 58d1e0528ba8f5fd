"""The rules that hold over a whole bank, by subject; check.py lists them."""
