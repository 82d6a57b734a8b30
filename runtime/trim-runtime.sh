#!/bin/sh
# Makes the Java runtime of the images smaller, and adds the options that it is to run with.
#   trim-runtime.sh JAVA
set -eu
java=$1

# symbols of functions that aren't exported: 5 MB that only a debugger reads
find "$java" -name '*.so' -exec strip --strip-unneeded {} +
cp "$(dirname "$0")/jvm.options" "$java"
# the time that files have in the image: an AOT cache is only for the very jars and modules that it was made from, by size and time
find "$java" -exec touch -d @1 {} +
