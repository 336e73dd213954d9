"""The shell of the portal: settings, addresses, health, error pages, checks. Nothing imports it."""
