#!/bin/sh
# Builds the images of the last commit in two folders, one of them deeper than the other, and compares their digests.
set -eu
cd "$(dirname "$0")/.."
folders=$(mktemp -d)
trap 'rm -rf "$folders"' EXIT

digests() {
  git clone -q . "$folders/$1"
  make -s -C "$folders/$1" images >/dev/null
  for image in slow-sidecar sidecar-user; do
    echo "$image $(cat "$folders/$1/$image/target/jib-image.digest")"
  done
}

first=$(digests one)
second=$(digests another/of/them)
echo "$first"
if [ "$first" != "$second" ]; then
  echo "not reproducible; built in another folder they are:" >&2
  echo "$second" >&2
  exit 1
fi
