"""Accounts: signing in and out, the second factor, sessions, and who holds which role."""
