"""Words: their forms, their kinds, and lists of them."""
