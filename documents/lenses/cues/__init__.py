"""Cue words: how strongly tasks oblige and which policy instruments they name, as numbers and as a list of places."""
