"""Lenses (观察): the whole corpus seen from one side, each number with the list behind it."""
