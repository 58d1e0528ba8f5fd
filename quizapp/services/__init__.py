"""One use case = one function = one transaction. The web and the command line call these."""
