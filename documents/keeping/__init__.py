"""Keeping the corpus: its digest, the search for damage, backup and restore."""
