"""The draft check (核稿): a draft, held by the page alone, set against documents of the corpus."""
