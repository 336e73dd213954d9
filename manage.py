#!/usr/bin/env python
"""Django's entry point for commands."""

import os
import sys

if __name__ == "__main__":
    # Imported here, not above: each limited child process reads this file again, and needs nothing of Django's commands.
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    execute_from_command_line(sys.argv)
