"""Faults put into importing on purpose: killed at every statement, killed at random, disk full, delivered twice, stopped."""
