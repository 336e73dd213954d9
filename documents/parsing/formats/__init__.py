"""The formats a policy document comes in: what a file is, and how its text is taken out of it."""
