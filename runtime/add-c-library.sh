#!/bin/sh
# Adds to a root file system what the Java runtime in its /opt/java needs of this machine's C library, and the few files
# under /etc that the C library reads; writes the runtime's architecture, as images name it, to a properties file.
#   add-c-library.sh ROOT PROPERTIES
set -eu
root=$1 properties=$2

fail() {
  echo "runtime: $1" >&2
  exit 1
}

[ "$(uname -s)" = Linux ] || fail "the images are for Linux, and their runtime is made from this machine's JDK and C library: build them on Linux"
command -v ldd >/dev/null || fail "ldd, which tells the libraries that the runtime needs, is not on the PATH"

# what ldd prints: "name => /path (address)", the loader as "/path (address)", the kernel's own without a path
find "$root/opt/java" -name '*.so' -o -path '*/bin/java' | while read -r file; do
  ldd "$file"
done | sed -n 's/^[[:space:]]*\(.* => \)\{0,1\}\(\/[^ ]*\) (0x.*/\2/p' | sort -u | while read -r library; do
  case $library in
    "$root"/*) ;; # the runtime's own
    *) mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library" ;;
  esac
done

mkdir -p "$root/etc"
echo 'nonroot:x:65532:65532:nonroot:/:/nonexistent' > "$root/etc/passwd"
echo 'nonroot:x:65532:' > "$root/etc/group"
# without this file an older C library asks DNS before /etc/hosts, even for localhost
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"

# the machine that the runtime is for, from its ELF header
case $(od -An -tu2 -j18 -N2 "$root/opt/java/bin/java" | tr -d ' ') in
  62) architecture=amd64 ;;
  183) architecture=arm64 ;;
  *) fail "the JDK is for neither x86-64 nor AArch64" ;;
esac
echo "image.architecture=$architecture" > "$properties"
