"""Pages of the corpus, one module per page: understand the address, ask once, render."""
