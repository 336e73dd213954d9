"""The page on which a document is read: its text with marks, its facts beside it, its outline, its identity."""
