"""The closest tasks of the whole corpus to one task: candidates from the stored index, measured as alignment measures."""
