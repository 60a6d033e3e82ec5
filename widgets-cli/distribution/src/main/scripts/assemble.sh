#!/bin/bash
# assemble.sh JDK TIME TARGET: makes TARGET/plain, which runs on any Java, and TARGET/image, which has a run-time image
# of its own and a cache of classes. JDK is a JDK, 25 or later. All files get the same TIME, because the cache is only
# used while the time of widgets.jar is the one it was made with.
set -euo pipefail
jdk=$1 time=$2 target=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
top=$(cd "$here/../../../.." && pwd)
cli=$top/widgets-cli/target
fail() {
  echo "$1" >&2
  exit 1
}

[[ -x $jdk/bin/jlink ]] || fail "No JDK at '$jdk'. The release profile needs a JDK, 25 or later, for the run-time image: \
set JDK25_HOME or -Druntime.jdk=FOLDER."
release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
[[ ${release:-0} -ge 25 ]] || fail "The JDK at $jdk is ${release:-unknown}; expected 25 or later. Set JDK25_HOME."

rm -rf "$target/plain" "$target/image" "$target/training"
plain=$target/plain
mkdir -p "$plain"/{bin,lib,share/man/man1} "$plain"/share/{bash-completion/completions,zsh/site-functions} \
  "$plain/share/fish/vendor_completions.d"
install -m 755 "$here/files/widgets" "$plain/bin/widgets"
install -m 644 "$cli/widgets.jar" "$plain/lib/widgets.jar"
install -m 644 "$top/LICENSE" "$here/files/README.txt" "$plain/"
install -m 644 "$cli/generated-sources/license/THIRD-PARTY.txt" "$plain/THIRD-PARTY.txt"
cat "$here/files/THIRD-PARTY.txt" >>"$plain/THIRD-PARTY.txt"

widgets=("$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$plain/lib/widgets.jar")
"${widgets[@]}" man "$plain/share/man/man1" 2>/dev/null
"${widgets[@]}" completion bash >"$plain/share/bash-completion/completions/widgets"
{ echo '#compdef widgets' && "${widgets[@]}" completion zsh; } >"$plain/share/zsh/site-functions/_widgets"
"${widgets[@]}" completion fish >"$plain/share/fish/vendor_completions.d/widgets.fish"
find "$plain" -exec touch -h -d "$time" {} +

cp -a "$plain" "$target/image"
modules=$(sed -n 's/.*--add-modules \([a-z.,]*\).*/\1/p' "$top/examples/deployments/image/Dockerfile")
"$jdk/bin/jlink" --output "$target/image/lib/java" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --compress zip-6 --add-modules "$modules"
find "$target/image/lib/java" -exec touch -h -d "$time" {} +
"$here/scripts/train.sh" "$target/image/lib" "$target/training" "$top/examples/deployments/image"
touch -d "$time" "$target/image/lib" "$target/image/lib/widgets.jsa"
rm -rf "$target/training"
