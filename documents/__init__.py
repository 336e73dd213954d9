"""The corpus: parse policy documents, store them, browse them."""
