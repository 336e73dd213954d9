"""The search of the corpus: passages that hold what a reader asks for, how they are ranked, narrowed and shown."""
