#!/bin/sh
# Before each start of a new version, once: settings are sound, tables are as the program expects, the database answers.
set -eu
cd "$(dirname "$0")/.."
python manage.py check --deploy --fail-level WARNING
python manage.py migrate --noinput
python manage.py check --database default
