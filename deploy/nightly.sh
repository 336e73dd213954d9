#!/bin/sh
# Each night: a backup that has been looked through, old backups and ended sessions away; on Sundays a search for damage.
#   sh deploy/nightly.sh FOLDER             once, as the systemd timer does
#   sh deploy/nightly.sh FOLDER 02:30       every day at this time, as the container does
# PORTAL_BACKUP_KEEP  how many days backups are kept (30); the newest one is always kept
# PORTAL_BACKUP_ACCOUNTS=1  accounts too, with the hashes of their passwords
set -u
folder=${1:?"用法：sh deploy/nightly.sh 备份目录 [时刻，如 02:30]"}
at=${2:-}
cd "$(dirname "$0")/.." || exit 1
umask 077

backup() {
    file="$folder/corpus-$(date +%F-%H%M%S).zip"
    if [ "${PORTAL_BACKUP_ACCOUNTS:-}" = 1 ]; then
        python manage.py backup "$file" --with-accounts || return 1
    else
        python manage.py backup "$file" || return 1
    fi
    python manage.py restore "$file" --check-only || return 1
    # Only after a new one is whole: without one, nothing old is thrown away.
    find "$folder" -maxdepth 1 -name 'corpus-*.zip' -mtime "+${PORTAL_BACKUP_KEEP:-30}" ! -path "$file" -delete
    find "$folder" -maxdepth 1 -name '.corpus-*.part' -mtime +1 -delete
}

night() {
    failed=0
    backup || { echo "没有备份成功，原因见上。旧的备份都还在。" >&2; failed=1; }
    python manage.py clearsessions || failed=1
    python manage.py purge_account_records || failed=1
    if [ "$(date +%u)" = 7 ]; then
        python manage.py verify_corpus || failed=1
    fi
    return $failed
}

if [ -z "$at" ]; then
    night
    exit
fi
trap 'exit 0' TERM INT
while :; do
    now=$(date +%s)
    next=$(date -d "today $at" +%s) || exit 1
    [ "$next" -gt "$now" ] || next=$(date -d "tomorrow $at" +%s)
    sleep $((next - now)) &
    wait $!
    night
done
