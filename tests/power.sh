#!/usr/bin/env bash
# Power cuts on real file systems, and a disk that fills up. Needs root; touches nothing but a folder of its own.
#
#   tests/power.sh [ROUNDS] [SEED]      200 rounds on each of ext4 and xfs, and on a full tmpfs, unless said otherwise
#
# DIPTYCH names the program (target/release/diptych unless said otherwise). The exit code is 0 if nothing was lost.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-200}
seed=${2:-1}
program=${DIPTYCH:-target/release/diptych}

missing() {
    printf 'power: %s\n' "$1" >&2
    exit 2
}

[ "$(id -u)" = 0 ] || missing "run it as root: it mounts file systems of its own"
[ -x "$program" ] || missing "$program is not there; cargo build --release makes it"
command -v python3 >/dev/null || missing "python3 is not there"
command -v mkfs.ext4 >/dev/null || missing "mkfs.ext4 is not there; apt-get install e2fsprogs"
command -v mkfs.xfs >/dev/null || missing "mkfs.xfs is not there; apt-get install xfsprogs"

exec python3 tests/power/power.py "$(realpath "$program")" "$rounds" "$seed"
