#!/bin/sh
# Takes from the Java runtime of the images what nothing there uses, and adds the options that it is to run with.
#   trim-runtime.sh JAVA
set -eu
java=$1

# there are no certificates to manage or to trust, as nothing here speaks TLS; no one reads this runtime from another JDK, makes
# the JDK's own class archive or runs jars as programs; and only the compiler C2, which is off, sorts by SIMD
rm -f "$java/bin/keytool" "$java/lib/security/cacerts" "$java/lib/security/public_suffix_list.dat" \
  "$java/lib/jrt-fs.jar" "$java/lib/classlist" "$java/lib/jexec" "$java/lib/libsimdsort.so"
# symbols of functions that aren't exported: 5 MB that only a debugger reads
find "$java" -name '*.so' -exec strip --strip-unneeded {} +
cp "$(dirname "$0")/jvm.options" "$java"
# the time that files have in the image: an AOT cache is only for the very jars and modules that it was made from, by size and time
find "$java" -exec touch -d @1 {} +
