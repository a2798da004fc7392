"""`python -m momentary.web COMMAND`: Django's own commands, on the data folder that MOMENTARY_DATA names."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "momentary.web.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["python -m momentary.web", *sys.argv[1:]])
