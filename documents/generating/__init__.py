"""Lifelike policy documents, recombined from the five of fixtures/corpus, to measure the portal on; never published."""
