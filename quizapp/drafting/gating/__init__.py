"""What keeps a proposal from becoming a draft."""
