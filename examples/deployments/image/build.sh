#!/bin/sh
# build.sh [IMAGE]: builds the image from the jar of a Maven build, on bases that are pinned by digest.
set -eu
image=${1:-widgets:0.1.0}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
jar=$root/widgets-cli/target/image/widgets.jar
[ -s "$jar" ] || (cd "$root" && ./mvnw -B -q -pl widgets-cli -am package -DskipTests)

# Prints a base with the digest that its tag has today, so that the image says what it was built from.
pinned() {
  docker image inspect "$1" >/dev/null 2>&1 || docker pull -q "$1" >&2
  digest=$(docker image inspect -f '{{range .RepoDigests}}{{println .}}{{end}}' "$1" | head -n 1)
  echo "${digest:-$1}"
}
jdk=$(pinned "${JDK:-docker.io/library/maven:3.9-eclipse-temurin-25}")
postgres=$(pinned "${POSTGRES:-docker.io/library/postgres:18}")
base=$(pinned "${BASE:-docker.io/library/debian:trixie-slim}")

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mkdir -p "$context/examples/deployments/image"
cp "$here/java.options" "$here/training.sh" "$here/cache.sh" "$context/examples/deployments/image/"
cp "$here/Dockerfile" "$jar" "$context/"
docker build --build-arg "JDK=$jdk" --build-arg "POSTGRES=$postgres" --build-arg "BASE=$base" \
  --label "org.opencontainers.image.title=widgets" \
  --label "org.opencontainers.image.licenses=Apache-2.0" \
  --label "org.opencontainers.image.base.name=$base" \
  -t "$image" "$context"
