#!/bin/sh
# Adds to the root file system FOLDER/root what PROGRAM, and what libraries are there already, need of this machine's C
# library, and the few files under /etc that the C library reads; writes the program's architecture, as images name it,
# to FOLDER/runtime.properties.
#   add-c-library.sh FOLDER PROGRAM
set -eu
root=$1/root program=$2

fail() {
  echo "runtime: $1" >&2
  exit 1
}

[ "$(uname -s)" = Linux ] || fail "the images are for Linux, and have this machine's C library: build them on Linux, or make push DISTROLESS=1"
command -v ldd >/dev/null || fail "ldd, which tells the libraries that a program needs, is not on the PATH"

# the machine that the program is for, from its ELF header
case $(od -An -tu2 -j18 -N2 "$program" | tr -d ' ') in
  62) architecture=amd64 ;;
  183) architecture=arm64 ;;
  *) fail "$program is for neither x86-64 nor AArch64" ;;
esac
mkdir -p "$root/etc"
echo "image.architecture=$architecture" > "$1/runtime.properties"

# what ldd prints: "name => /path (address)", the loader as "/path (address)", the kernel's own without a path
needed=$({
  echo "$program"
  find "$root" -name '*.so'
} | while read -r file; do
  ldd "$file" || fail "$file is not for this machine"
done)
echo "$needed" | sed -n 's/^[[:space:]]*\(.* => \)\{0,1\}\(\/[^ ]*\) (0x.*/\2/p' | sort -u | while read -r library; do
  case $library in
    "$root"/*) ;; # the runtime's own
    *) mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library" ;;
  esac
done

echo 'nonroot:x:65532:65532:nonroot:/:/nonexistent' > "$root/etc/passwd"
echo 'nonroot:x:65532:' > "$root/etc/group"
# without this file an older C library asks DNS before /etc/hosts, even for localhost
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
