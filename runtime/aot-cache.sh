#!/bin/sh
# Makes the AOT cache of an image: its classes, parsed, linked and in part initialised, as a training run recorded them.
#   aot-cache.sh IMAGE JAR RECORD
# IMAGE has the folder app as the image will have it, but for JAR, which is put there, and the file class-path.
# Two builds make the same cache. The JVM's own way, to train and to assemble in one build, can't: no two runs of a server
# take the same path through its threads. So the record is a file of the sources, which `make training` renews; where it is
# of other classes than these it helps less, and no more than that.
set -eu
runtime=$(dirname "$(readlink -f "$0")")
image=$1 jar=$(readlink -f "$2") record=$(readlink -f "$3")

fail() {
  echo "aot-cache: $1" >&2
  exit 1
}

cd "$image"
# Jib takes a layer from its own cache where names and times are as before, and these times are always the same
rm -rf ../jib-cache
mkdir -p app/classpath layer/app
cp "$jar" app/classpath
# as Jib does
find app -exec touch -d @1 {} +

libraries=$(cat class-path)
# a relative class path, as the cache holds it as it is; in the image it may begin with another folder
dump() {
  env -i "$runtime/target/root/opt/java/bin/java" "@$runtime/jvm.options" -Xlog:disable -Xlog:all=error:stderr \
    -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="$record" -XX:SharedArchiveFile="$1" \
    -cp "app/classpath/$(basename "$jar")${libraries:+:$libraries}" >/dev/null && [ -s "$1" ] || fail "the JVM could not make the cache of $image"
}
cache=layer/app/classes.aot
dump "$cache"
dump again.aot

# The same record gives the same cache but for one thing: soft references hold the time of their last use, in milliseconds
# since the machine was started. It becomes 0, which is long ago. So do the checksums, which are in the header, and which
# nothing reads unless -XX:+VerifySharedSpaces is given.
header=4096
differences=$(cmp -l "$cache" again.aot | awk -v header=$header '{
  size = $1 <= header ? 4 : 8
  print int(($1 - 1) / size) * size, size
}' | sort -un)
times=$(echo "$differences" | while read -r offset size; do
  [ "$offset" -lt $header ] || od -An -v -td8 -j "$offset" -N "$size" "$cache"
done | sort -u | awk 'NR == 1 { min = max = $1 } { if ($1 < min) min = $1; if ($1 > max) max = $1 } END { print max - min }')
[ "$times" -lt 60000 ] || fail "two caches of $image differ in more than times"
echo "$differences" | while read -r offset size; do
  dd if=/dev/zero of="$cache" bs=1 seek="$offset" count="$size" conv=notrunc status=none
done
rm again.aot
