#!/bin/sh
# Makes the secrets that compose.yaml hands to its containers, once; what is there is left alone.
#   sh deploy/secrets.sh            into deploy/secrets/
# Containers run as other users than you: the folder is closed to everybody else on this machine, its files are readable.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
write() {
    if [ -e "secrets/$1" ]; then
        echo "已有 secrets/$1，没有改动。"
    else
        printf '%s\n' "$2" > "secrets/$1"
        chmod 444 "secrets/$1"
        echo "已写入 secrets/$1"
    fi
}
write secret_key "$(random 40)"
write postgres_password "$(random 24)"
write database_url "postgresql://portal:$(cat secrets/postgres_password)@db:5432/portal"
write metrics_token "$(random 24)"
