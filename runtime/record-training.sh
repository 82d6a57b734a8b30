#!/bin/sh
# Records which classes the two images load, and what of them they resolve, from start to end, when the client reaches the
# server; both have to be built. What else the client can meet with would make its cache a fifth larger.
set -eu
cd "$(dirname "$0")/.."
port=${PORT:-18081}
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT

run() { # IMAGE MAIN RECORD [ARGUMENT…]
  layout=$1/target/image main=$2 record=$3
  shift 3
  libraries=$(sed "s|app/libs|$layout/app/libs|g" "$layout/class-path")
  exec runtime/target/root/opt/java/bin/java @runtime/jvm.options -Xint -XX:DumpLoadedClassList="$record" \
    -cp "$(echo "$layout"/app/classpath/*.jar)${libraries:+:$libraries}" "org.sidecardemo.$main.Main" "$@"
}
ask() { # RECORD PATH [OPTION…]
  record=$1 path=$2
  shift 2
  (run sidecar-user sidecaruser "$runs/$record" "$@" "http://localhost:$port$path") >/dev/null 2>&1
}
# classes first: what is resolved in them can only follow
sorted() {
  sed '/^#/d; s/ id: [0-9]*$//' "$@" | LC_ALL=C sort -u | awk '/^@/ { later[n++] = $0; next } { print } END { for (i = 0; i < n; i++) print later[i] }'
}

! ask unused / || { echo "record-training: port $port is in use; PORT names another" >&2; exit 1; }
(START_DELAY=0 PORT=$port run slow-sidecar slowsidecar "$runs/sidecar") >/dev/null &
server=$!
ask unused / --retry 100 --retry-delay 0.1 --retry-connrefused
for _ in 1 2 3; do
  ask user /
  ! ask unused /nothing-here
done
kill "$server"
wait "$server"
sorted "$runs/sidecar" >slow-sidecar/src/main/aot/training.classlist
sorted "$runs/user" >sidecar-user/src/main/aot/training.classlist
wc -l */src/main/aot/training.classlist
