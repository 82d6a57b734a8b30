#!/bin/sh
# Says what the images are missing on this machine, before anything is built.
set -eu

fail() {
  echo "runtime: $1" >&2
  exit 1
}

[ "$(uname -s)" = Linux ] || fail "the images are for Linux, and their runtime is made from this machine's JDK and C library: build them on Linux"
command -v ldd >/dev/null || fail "ldd, which tells the libraries that the runtime needs, is not on the PATH"
command -v strip >/dev/null || fail "strip, which takes the symbols from the runtime's libraries, is not on the PATH: install binutils"
command -v timeout >/dev/null || fail "timeout, which bounds how long an AOT cache may take, is not on the PATH: install coreutils"
