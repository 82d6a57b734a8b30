#!/bin/sh
# Looks for what the build needs, as Maven would tell of it late and in many lines, if at all.
#   build-tools.sh MAVEN
set -eu
maven=$1
checked=target/build-tools # what Maven said of itself when all was there

fail() {
  echo "make: $1" >&2
  exit 2
}

# shellcheck disable=SC2086 # the command may have options
set -- $maven
command -v "$1" >/dev/null || fail "Maven 3.8 or newer is needed, and $1 is not on the PATH: install it"
said=$("$@" --version 2>&1) || fail "Maven needs a JDK, and $1 finds none that works: install a JDK 25, and let JAVA_HOME name it"

version=$(echo "$said" | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
java=$(echo "$said" | sed -n 's/.*Java version: \([0-9][0-9._]*\).*/\1/p' | head -n 1)
[ -n "$version" ] && [ -n "$java" ] || exit 0 # something in Maven's place
major=${version%%.*} minor=${version#*.} minor=${minor%%.*}
[ "$major" -gt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -ge 8 ]; } ||
  fail "Maven 3.8 or newer is needed, and $1 is Maven $version: install a newer one"
[ "${java%%.*}" -ge 17 ] ||
  fail "Maven needs a JDK 17 or newer to run on, and runs on $java: install a JDK 25, and let JAVA_HOME name it"

[ "$said" != "$(cat $checked 2>/dev/null)" ] || exit 0

finds_jdk() { # MAVEN [OPTION…]
  tried=$("$@" -q -N validate 2>&1) || case $tried in
    *"a JDK 25 is needed"*) fail "a JDK 25 is needed, and Maven finds none: install one, or let JAVA25_HOME name it" ;;
    *) return 1 ;;
  esac
}
# without a network first, so that nothing is fetched before it is said
found=yes
finds_jdk "$@" -o || found=
echo "make: Maven fetches what it needs and compiles, which takes a minute or more the first time" >&2
[ "$found" ] || finds_jdk "$@" || exit 0 # what else there is Maven tells itself
mkdir -p target
echo "$said" >$checked
