"""Figures for Prometheus: off unless asked for, then shown to the machine's own monitor or against a token."""
