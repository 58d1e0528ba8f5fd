"""An article comes in, drafts are made of it, an author judges them."""
