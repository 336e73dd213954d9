"""Frozen rows for pages and exports: all questions to the database are asked here, none while rendering."""
