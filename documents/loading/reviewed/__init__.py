"""What people decide, written: decisions on facts, batches of them, steps of documents, new readings, error reports."""
