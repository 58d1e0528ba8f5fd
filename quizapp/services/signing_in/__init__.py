"""Ways in beyond the password: second step, passkeys, providers, links; and sessions."""
