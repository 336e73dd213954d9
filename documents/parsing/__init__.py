"""Plain Python that turns a policy file into frozen records; knows nothing of Django."""
