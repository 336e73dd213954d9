"""The archive of a corpus: one ZIP with the rows of each table as JSON lines, the files as received, and a manifest."""
