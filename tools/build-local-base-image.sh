#!/usr/bin/env bash
# Makes a base image out of this machine's own Node: the binary, the shared libraries it needs, a
# user `node` (1000) and nothing else, not even a shell. For machines that cannot pull one.
#
#   HELLO_SERVER_BASE_IMAGE="$(tools/build-local-base-image.sh)" npx nx run hello-server:container
#
# Prints the image's name as the last line of stdout; everything else goes to stderr. Running it
# again does nothing unless the files changed. NODE_BINARY picks another node than the one on PATH.
# Works on Linux with Docker. Not for production: nobody patches this image.
set -euo pipefail

fail() {
  printf 'build-local-base-image: %s\n' "$1" >&2
  exit 1
}

[ "$(uname -s)" = Linux ] ||
  fail "needs Linux; got $(uname -s). Fix: pull an official image and set HELLO_SERVER_BASE_IMAGE to it."
docker info >/dev/null 2>&1 ||
  fail 'no Docker engine answers. Fix: start one, and check with: docker info'
command -v ldd >/dev/null || fail 'ldd is missing. Fix: install the package that has it (libc-bin).'
node_on_path="${NODE_BINARY:-$(command -v node || true)}"
[ -n "$node_on_path" ] || fail 'no node on the PATH. Fix: install Node, or set NODE_BINARY.'
# Version managers put wrappers on the PATH; node itself knows where it is.
node="$("$node_on_path" -p process.execPath)" || fail "$node_on_path does not run."
version="$("$node" -p process.versions.node)"
image="local/node-base:$version"

# "name => /path (address)" and "/lib64/ld-linux... (address)"; linux-vdso has no file.
if dependencies="$(ldd "$node" 2>&1)"; then
  case "$dependencies" in
    *'not found'*) fail "a library of $node is missing: $dependencies" ;;
  esac
  libraries="$(printf '%s\n' "$dependencies" | grep -oE '/[^ ]+ \(0x' | sed 's/ (0x$//' | sort -u || true)"
else
  libraries='' # A static binary needs none.
fi

root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/usr/local/bin" "$root/etc" "$root/tmp" "$root/home/node" "$root$(dirname "$node")"
# Where node itself lies, because a library path may be relative to it.
cp -L "$node" "$root$node"
[ "$node" = /usr/local/bin/node ] || ln -s "$node" "$root/usr/local/bin/node"
for library in $libraries; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
printf 'root:x:0:0:root:/:/sbin/nologin\nnode:x:1000:1000::/home/node:/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nnode:x:1000:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
find "$root" -type f \( -path "$root$node" -o -name '*.so*' \) -exec chmod 755 {} +
chmod 1777 "$root/tmp"

label='hello-ecs.base-image.content'
content="$(cd "$root" && find . \( -type f -o -type l \) -print0 | LC_ALL=C sort -z |
  xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1)"
if [ "$(docker image inspect --format "{{index .Config.Labels \"$label\"}}" "$image" 2>/dev/null)" = "$content" ]; then
  printf '%s is up to date\n' "$image" >&2
else
  tar -C "$root" --numeric-owner --owner=0 --group=0 -c . |
    docker import --change 'ENV PATH=/usr/local/bin' --change 'CMD ["node"]' \
      --change "LABEL $label=$content" - "$image" >&2
  docker run --rm --network none "$image" node --version >/dev/null ||
    fail "$image was built but its node does not start; see above."
  printf 'built %s from %s\n' "$image" "$node" >&2
fi
printf '%s\n' "$image"
