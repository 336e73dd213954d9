"""Policy lineage: which document cites which, and what is cited most."""
