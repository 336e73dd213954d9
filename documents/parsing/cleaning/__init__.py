"""Cleaning layers: each lists its edits of a text, so that every change can be shown and traced."""
