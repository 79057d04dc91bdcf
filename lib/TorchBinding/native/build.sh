#!/usr/bin/env bash
# Builds libtorchdoor.so from door*.cpp against the libtorch of this machine.
#
#   build.sh OUTDIR    build OUTDIR/libtorchdoor.so; nothing to do when OUTDIR/door.stamp still holds
#   build.sh --find    print what was found: version, headers, libraries
#
# libtorch is looked for in $LIBTORCH, then in the PyTorch of the python3 on PATH, then in /usr and /usr/local.
set -euo pipefail

fail() { echo "libtorch door : error : $*" >&2; exit 1; }

version_of() { # the version that the headers under $1 state, such as 1.13.0
  sed -nE 's/^#define TORCH_VERSION_(MAJOR|MINOR|PATCH) ([0-9]+)$/\2/p' \
    "$1"/torch/{headeronly,csrc/api/include/torch}/version.h 2>/dev/null | head -n 3 | paste -sd.
}

look_in() { # sets include, lib, version when the root $1 holds headers and libraries
  local folder
  version=$(version_of "$1/include") || true
  [[ -n $version ]] || return 1
  for folder in "$1/lib" "$1/lib64" "$1/lib/$(uname -m)-linux-gnu"; do
    [[ -e $folder/libtorch_cpu.so ]] || continue
    include=$(readlink -f -- "$1")/include
    lib=$(dirname -- "$(readlink -f -- "$folder/libtorch_cpu.so")") # Debian's Python torch links to the system's
    return
  done
  return 1
}

python_torch() { # where PyTorch lies, without importing it
  python3 -c 'import importlib.util as u; s = u.find_spec("torch"); print(*(s.submodule_search_locations if s else []))' \
    2>/dev/null
}

find_libtorch() {
  if [[ -n ${LIBTORCH:-} ]]; then
    look_in "$LIBTORCH" && return
    fail "LIBTORCH=$LIBTORCH lacks include/torch or lib/libtorch_cpu.so; set it to the folder that holds both, or unset it"
  fi
  local root
  for root in "$(python_torch)" /usr /usr/local; do
    [[ -n $root ]] && look_in "$root" && return
  done
  fail "no libtorch found: install libtorch-dev (Debian), or PyTorch for python3, or set LIBTORCH to an unpacked libtorch"
}

standard() { # libtorch 2.9 and later are written in C++20
  local major=${version%%.*} minor=${version#*.}
  ((major > 2 || (major == 2 && ${minor%%.*} >= 9))) && echo c++20 || echo c++17
}

abi() { # wheels before 2.6 have the old std::string in c10::Error's constructor ("Ss")
  grep -qa _ZN3c105ErrorC2ENS_14SourceLocationESs "$lib/libc10.so" && echo 0 || echo 1
}

find_libtorch
if [[ ${1:-} == --find ]]; then
  printf '%s\n' "$version" "$include" "$lib"
  exit
fi
[[ $# == 1 ]] || fail "usage: build.sh OUTDIR | --find"
mkdir -p -- "$1"
out=$(cd -- "$1" && pwd)
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

sources=(door*.cpp)
flags=(-std="$(standard)" -D_GLIBCXX_USE_CXX11_ABI="$(abi)"
  -O2 -fPIC -shared -I. -I"$include" -I"$include/torch/csrc/api/include")
# nothing names a symbol of torch_cuda: without --no-as-needed it would not be loaded, and CUDA not registered
links=(-L"$lib" "-Wl,-rpath,$lib" "-Wl,--no-as-needed")
for name in torch torch_cpu torch_cuda c10 c10_cuda; do
  [[ ! -e $lib/lib$name.so ]] || links+=("-l$name")
done

exec 9>"$out/.lock"
flock 9
key=$(printf '%s\n' "libtorch $version" "library $lib" "flags ${flags[*]} ${links[*]}" \
  "sources $(cat build.sh door* | sha256sum | cut -c1-64)")
if [[ -e $out/libtorchdoor.so && $key == "$(cat "$out/door.stamp" 2>/dev/null)" ]]; then
  exit
fi
command -v g++ >/dev/null || fail "no g++: install it (Debian: apt-get install g++)"
rm -f "$out/door.stamp"
trap 'rm -f "$out/libtorchdoor.new"' EXIT
g++ "${flags[@]}" -o "$out/libtorchdoor.new" "${sources[@]}" "${links[@]}" 9>&- ||
  fail "the door did not compile against libtorch $version in $include"
mv -f "$out/libtorchdoor.new" "$out/libtorchdoor.so"
printf '%s\n' "$key" >"$out/door.stamp"
