"""The pages of review, one subject per module."""
