#!/usr/bin/env bash
# A synthetic stand-in for CIFAR-100 in the same format, in .crossres/data/synthetic where no --out DIR is given;
# the options are those of ./repro data synthetic.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
[[ " $* " == *" --out"* ]] || set -- --out "$root/.crossres/data/synthetic" "$@"
exec "$root/repro" data synthetic "$@"
