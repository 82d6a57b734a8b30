#!/bin/sh
# Adds to the root file system FOLDER/root the licences of what isn't the project's own there, as texts, and a bill of
# materials (CycloneDX) of the Java runtime and the C library.
#   add-notices.sh FOLDER [JDK]     without JDK it is GraalVM, of which native executables have parts
set -eu
here=$(dirname "$0") root=$1/root
graalvm=
[ $# -gt 1 ] || graalvm=$(sh "$here/graalvm-home.sh")
jdk=${2:-$graalvm}

licenses=$root/usr/share/licenses
mkdir -p "$licenses"
cp "$here/../LICENSE" "$licenses/Apache-2.0.txt"
cp "$here/LGPL-2.1.txt" "$licenses"
# a runtime has its texts with it, in legal
if [ -n "$graalvm" ]; then
  mkdir "$licenses/graalvm"
  # Oracle's have LICENSE.txt and others beside it, Mandrel LICENSE and THIRD_PARTY_LICENSE.txt
  find -L "$graalvm" -maxdepth 1 -name '*LICENSE*' -exec cp {} "$licenses/graalvm" \;
  cp -L "$graalvm"/legal/java.base/* "$licenses/graalvm/"
fi

sbom=$root/usr/share/sbom
mkdir -p "$sbom"
cat > "$sbom/runtime.cdx.json" <<JSON
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "components": [
    {
      "type": "platform",
      "name": "JDK${graalvm:+ (GraalVM)}",
      "version": "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$jdk/release")",
      "licenses": [{"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}]
    },
    {
      "type": "library",
      "name": "glibc",
      "version": "$(getconf GNU_LIBC_VERSION | cut -d ' ' -f 2)",
      "licenses": [{"expression": "LGPL-2.1-or-later"}]
    }
  ]
}
JSON
