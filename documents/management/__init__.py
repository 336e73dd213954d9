"""Commands of the corpus and what they print with."""
