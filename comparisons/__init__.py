"""Documents side by side: alignment, tables, exports, pages. Owns no tables."""
