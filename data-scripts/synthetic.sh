#!/usr/bin/env bash
# A synthetic stand-in for CIFAR-100 in the same format; the options are those of ./repro data synthetic.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
exec "$root/repro" data synthetic "$@"
