#!/bin/sh
# Makes the AOT cache of an image: its classes, parsed, linked and in part initialised, as a training run recorded them.
#   aot-cache.sh IMAGE JAR RECORD
# IMAGE has the folder app as the image will have it, but for JAR, which is put there, and the file class-path.
# The record is a file of the sources, which `make training` renews: to build an image nothing has to be run. Where it is of
# other classes than these the cache helps less, and no more than that.
# Two caches of one record differ, as the JVM lays out its heap by when it collects, and notes times. So the cache has a
# layer of its own, the only one that is not reproducible.
set -eu
runtime=$(dirname "$(readlink -f "$0")")
image=$1 jar=$(readlink -f "$2") record=$(readlink -f "$3")
seconds=300

cd "$image"
# Jib takes a layer from its own cache where names and times are as before, and these times are always the same
rm -rf ../jib-cache
mkdir -p app/classpath layer/app
cp "$jar" app/classpath
# as Jib does
find app -exec touch -d @1 {} +

libraries=$(cat class-path)
cache=layer/app/classes.aot
rm -f "$cache"
# a relative class path, as the cache holds it as it is; in the image it may begin with another folder
env -i timeout "$seconds" "$runtime/target/root/opt/java/bin/java" "@$runtime/jvm.options" -Xlog:disable -Xlog:all=error:stderr \
  -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="$record" -XX:SharedArchiveFile="$cache" \
  -cp "app/classpath/$(basename "$jar")${libraries:+:$libraries}" >/dev/null && [ -s "$cache" ] || {
  echo "aot-cache: the JVM could not make the cache of $image in $seconds s" >&2
  exit 1
}
