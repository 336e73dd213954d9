"""Review: facts beside their source, decided on one by one or rule by rule; below /review/."""
