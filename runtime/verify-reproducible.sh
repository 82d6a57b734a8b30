#!/bin/sh
# Builds the images of the last commit in two folders, one of them deeper than the other, and compares them to the bit: every
# layer but that of the AOT cache, and the configuration. The player's archive too.
set -eu
cd "$(dirname "$0")/.."
folders=$(mktemp -d)
trap 'rm -rf "$folders"' EXIT

build() {
  git clone -q . "$folders/$1"
  make -s -C "$folders/$1" images dist >/dev/null
}
# The parts of an image, a line each: its layers by their digests in order, and the configuration, in which the layer of the
# AOT cache goes by that name.
parts() { # FOLDER IMAGE
  parts=$folders/parts
  rm -rf "$parts"
  mkdir "$parts"
  tar -xf "$folders/$1/$2/target/$2.tar" -C "$parts"
  cp "$parts/config.json" "$parts/config"
  for layer in "$parts"/*.tar.gz; do
    if tar -tzf "$layer" 2>/dev/null | grep -q '^app/classes.aot$'; then
      caches=$((caches + 1))
      sed -i "s/$(gzip -dc "$layer" | sha256sum | cut -d ' ' -f 1)/AOT cache/" "$parts/config"
    else
      echo "$2 $(sha256sum <"$layer" | cut -d ' ' -f 1)"
    fi
  done
  echo "$2 configuration $(sha256sum <"$parts/config" | cut -d ' ' -f 1)"
}
all() {
  caches=0
  for image in slow-sidecar sidecar-user; do
    parts "$1" "$image"
  done
  for archive in "$folders/$1"/pod-player/target/*.tar.gz; do
    echo "$(basename "$archive") $(sha256sum <"$archive" | cut -d ' ' -f 1)"
  done
  echo "AOT caches, not compared: $caches"
}

build one
build another/of/them
first=$(all one)
second=$(all another/of/them)
echo "$first"
if [ "$first" != "$second" ]; then
  echo "not reproducible; built in another folder they are:" >&2
  echo "$second" >&2
  exit 1
fi
