#!/bin/sh
# Before each start of a new version, once: settings are sound, tables are as the program expects, the database answers.
#   sh deploy/prepare.sh             waits two minutes for the database, as the container does
#   sh deploy/prepare.sh infinity    waits for as long as it takes, as systemd does when the machine starts
set -eu
cd "$(dirname "$0")/.."
python manage.py check --deploy --fail-level WARNING
PYTHONPATH=. python deploy/wait.py "${1:-120}"
python manage.py migrate --noinput
python manage.py check --database default
