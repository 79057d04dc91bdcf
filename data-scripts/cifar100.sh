#!/usr/bin/env bash
# CIFAR-100, binary version: fetches it, or imports it from a folder or archive, and verifies it by checksum.
set -euo pipefail

url=https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
out=$root/.crossres/data/cifar-100-binary
from=

usage() {
    cat <<END
data-scripts/cifar100.sh [--from PATH] [--out DIR]

  --from PATH   a folder with train.bin and test.bin (or their .xz), or a .tar.gz, .tar or .zip of them; else it is fetched
  --out DIR     where the files go; $out
END
}

die() { printf 'cifar100.sh: %s\n' "$@" >&2; exit 1; }

verify() { # FOLDER
    (cd -- "$1" && sha256sum --check --status) 2>/dev/null <<'END'
f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29  train.bin
d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a  test.bin
END
}

fetch() { # ARCHIVE
    local getter
    for getter in "curl --fail --silent --show-error --location --output" "wget --quiet --output-document"; do
        command -v "${getter%% *}" >/dev/null || continue
        echo "fetching $url (169 MB)"
        $getter "$1" "$url" && return
        die "$url could not be fetched" "get it where there is network, then: data-scripts/cifar100.sh --from cifar-100-binary.tar.gz" \
            "or make a synthetic stand-in: data-scripts/synthetic.sh"
    done
    die "neither curl nor wget is installed" "apt-get install curl, or name a copy with --from"
}

unpack() { # ARCHIVE FOLDER
    "$root/repro" data unpack "$1" "$2"
}

import() { # SOURCE FOLDER
    local source=$1 file
    [[ ! -d $source/cifar-100-binary ]] || source=$source/cifar-100-binary
    for file in train.bin test.bin fine_label_names.txt coarse_label_names.txt; do
        if [[ -f $source/$file ]]; then
            cp -- "$source/$file" "$2/"
        elif [[ -f $source/$file.xz ]]; then
            command -v xz >/dev/null || die "$source/$file.xz needs xz" "apt-get install xz-utils"
            xz -dkc -- "$source/$file.xz" >"$2/$file"
        elif [[ $file == *.bin ]]; then
            die "$source has no $file" "name the folder that holds train.bin and test.bin"
        fi
    done
}

while (($#)); do
    case $1 in
        --from) from=${2:?--from needs a path}; shift 2 ;;
        --out) out=${2:?--out needs a folder}; shift 2 ;;
        -h | --help) usage; exit ;;
        *) usage >&2; exit 2 ;;
    esac
done

if verify "$out"; then
    echo "$out holds CIFAR-100 already, checksums right"
    exit
fi
[[ ! -e $out ]] || die "$out exists and is not CIFAR-100" "delete it, or choose another folder with --out"

mkdir -p -- "$(dirname -- "$out")"
work=$(mktemp -d -- "$out.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/set"
if [[ -z $from ]]; then
    fetch "$work/archive"
    unpack "$work/archive" "$work/set"
elif [[ -d $from ]]; then
    import "$from" "$work/set"
elif [[ -f $from ]]; then
    unpack "$from" "$work/set"
else
    die "$from: no such file or folder"
fi
verify "$work/set" || die "the checksums of train.bin and test.bin are not the official ones" "fetch the archive again: $url"
mv -- "$work/set" "$out"
echo "CIFAR-100 is in $out, checksums right; for a table on it: ./repro run table1 --data $out"
