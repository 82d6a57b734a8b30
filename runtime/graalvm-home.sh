#!/bin/sh
# Prints the home of the GraalVM that makes the native images: GRAALVM_HOME's, JAVA_HOME's or the PATH's, the first that has
# native-image. Without one, or if it is of another JDK than 25, it says so in one line.
#   graalvm-home.sh [--check]     with --check it prints nothing if all is well
set -eu

fail() {
  echo "native images need GraalVM for JDK 25: $1" >&2
  exit 2
}

[ "$(uname -s)" = Linux ] || fail "and Linux, for which they are"

if [ -n "${GRAALVM_HOME:-}" ]; then
  [ -x "$GRAALVM_HOME/bin/native-image" ] || fail "GRAALVM_HOME is \"$GRAALVM_HOME\", where bin/native-image is not; install one there"
  home=$GRAALVM_HOME
elif [ -x "${JAVA_HOME:-}/bin/native-image" ]; then
  home=$JAVA_HOME
elif command -v native-image >/dev/null; then
  home=$(dirname "$(dirname "$(readlink -f "$(command -v native-image)")")")
else
  fail "native-image is neither in GRAALVM_HOME, nor in JAVA_HOME, nor on the PATH; install one, and let GRAALVM_HOME name it"
fi

ls "$home"/LICENSE* >/dev/null 2>&1 && [ -d "$home/legal/java.base" ] ||
  fail "the one in \"$home\" has no licences, which the images are to hold: LICENSE* and legal/java.base; install one that has them"

version=$("$home/bin/native-image" --version 2>&1 | sed -n 1p)
case $version in
  'native-image 25' | 'native-image 25'[.\ +-]*) [ "${1:-}" = --check ] || echo "$home" ;;
  *) fail "the one in \"$home\" says it is \"$version\"; install another, and let GRAALVM_HOME name it" ;;
esac
