"""Frozen snapshots of a comparison: taken, kept, read again, and held against what the corpus says now."""
