#!/bin/sh
# Makes of a Java runtime, in a root file system's /opt/java, all that an image needs: takes away what nothing here uses, adds
# of this machine's C library what the runtime needs, and the few files under /etc that the C library reads; writes the
# runtime's architecture, as images name it, to a properties file.
#   finish-root.sh ROOT PROPERTIES
set -eu
root=$1 properties=$2
java=$root/opt/java

fail() {
  echo "runtime: $1" >&2
  exit 1
}

# there are no certificates to manage or to trust, as nothing here speaks TLS; no one reads this runtime from another JDK, makes
# the JDK's own class archive or runs jars as programs; and only the compiler C2, which is off, sorts by SIMD
rm -f "$java/bin/keytool" "$java/lib/security/cacerts" "$java/lib/security/public_suffix_list.dat" \
  "$java/lib/jrt-fs.jar" "$java/lib/classlist" "$java/lib/jexec" "$java/lib/libsimdsort.so"
# symbols of functions that aren't exported: 5 MB that only a debugger reads
find "$java" -name '*.so' -exec strip --strip-unneeded {} +

# what ldd prints: "name => /path (address)", the loader as "/path (address)", the kernel's own without a path
find "$java" -name '*.so' -o -path '*/bin/java' | while read -r file; do
  ldd "$file"
done | sed -n 's/^[[:space:]]*\(.* => \)\{0,1\}\(\/[^ ]*\) (0x.*/\2/p' | sort -u | while read -r library; do
  case $library in
    "$root"/*) ;; # the runtime's own
    *) mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library" ;;
  esac
done

cp "$(dirname "$0")/jvm.options" "$java"

mkdir -p "$root/etc"
echo 'nonroot:x:65532:65532:nonroot:/:/nonexistent' > "$root/etc/passwd"
echo 'nonroot:x:65532:' > "$root/etc/group"
# without this file an older C library asks DNS before /etc/hosts, even for localhost
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"

# the machine that the runtime is for, from its ELF header
case $(od -An -tu2 -j18 -N2 "$java/bin/java" | tr -d ' ') in
  62) architecture=amd64 ;;
  183) architecture=arm64 ;;
  *) fail "the JDK is for neither x86-64 nor AArch64" ;;
esac
echo "image.architecture=$architecture" > "$properties"

# the time that files have in the image: an AOT cache is only for the very jars and modules that it was made from, by size and time
find "$root" -exec touch -d @1 {} +
