"""Schema history of the corpus."""
