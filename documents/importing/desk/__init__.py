"""The only writer of the import tables: receiving, leases of readers, corrections and decisions, storing, sweeping."""
