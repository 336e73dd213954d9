"""Benchmarks: each measures a ratio against a named peer in one run; none is part of the tests."""
