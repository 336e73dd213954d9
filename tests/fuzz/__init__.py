"""Hostile and damaged files by the ten thousand: every one ends in a result or a coded refusal."""
