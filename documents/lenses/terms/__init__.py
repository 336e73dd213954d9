"""Distinctive terms: the words that one place's tasks use more than those of the others."""
