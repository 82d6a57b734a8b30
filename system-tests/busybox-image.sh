#!/bin/sh
# Writes target/busybox.tar, without Docker: localhost/busybox:1, which is a static busybox and nothing else, and
# localhost/busybox-pause:1, the same asleep, to hold the network of a pod whose containers are an engine's.
set -eu
cd "$(dirname "$0")"

busybox=$(command -v busybox || true)
# ldd lists the libraries of a dynamic one, and fails for a static one
if [ -z "$busybox" ] || ldd "$busybox" >/dev/null 2>&1; then
  echo "busybox-image.sh: a static busybox is needed (Debian: busybox-static)" >&2
  exit 1
fi
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac

image=$(mktemp -d)
trap 'rm -rf "$image"' EXIT
mkdir -p target "$image/root/bin" "$image/root/tmp"
chmod 1777 "$image/root/tmp"
cp "$busybox" "$image/root/bin/busybox"
ln -s busybox "$image/root/bin/sh"
tar -C "$image/root" --owner=0 --group=0 --mtime=@0 --sort=name -cf "$image/layer.tar" .
layer=$(sha256sum <"$image/layer.tar" | cut -d ' ' -f 1)

config() { # FILE COMMAND: what runs in a container that names nothing else
  cat >"$image/$1" <<JSON
{"architecture": "$architecture", "os": "linux", "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]},
 "config": {"User": "65532:65532", "Env": ["PATH=/bin"], "Cmd": $2}}
JSON
}
config busybox.json '["busybox"]'
config pause.json '["busybox", "sh", "-c", "trap exit TERM; while :; do sleep 3600 & wait; done"]'
cat >"$image/manifest.json" <<JSON
[{"Config": "busybox.json", "RepoTags": ["localhost/busybox:1"], "Layers": ["layer.tar"]},
 {"Config": "pause.json", "RepoTags": ["localhost/busybox-pause:1"], "Layers": ["layer.tar"]}]
JSON
tar -C "$image" -cf target/busybox.tar manifest.json busybox.json pause.json layer.tar
