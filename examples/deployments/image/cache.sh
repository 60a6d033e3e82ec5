#!/bin/bash
# cache.sh JAVA JAR ARCHIVE LIST...
# Writes ARCHIVE, a cache of the classes that the LISTs name; Java wrote them with -XX:DumpLoadedClassList. Only the run-time
# image of JAVA can use it, and only while JAR has the same time and size.
set -euo pipefail
java=$1 jar=$2 archive=$3
shift 3
# One list of all. The numbers of classes differ from run to run, and classes of other loaders cannot be stored. picocli
# has class files of Java 5: they can be stored only while nothing has linked them, which its lines with @ would do.
declare -A seen
classes=() calls=()
for list in "$@"; do
  while IFS= read -r line; do
    case $line in
      '#'* | *' source: '* | @*picocli/*) continue ;;
      @*) [[ -n ${seen[$line]:-} ]] || calls+=("$line") ;;
      *)
        line=${line%% id:*}
        [[ -n ${seen[$line]:-} ]] || classes+=("$line")
        ;;
    esac
    seen[$line]=1
  done <"$list"
done
printf '%s\n' "${classes[@]}" "${calls[@]}" >"$archive.classes"
"$java" -XX:+UseSerialGC -Xshare:dump -XX:SharedClassListFile="$archive.classes" -XX:SharedArchiveFile="$archive" \
  -Xlog:cds=off -Xlog:cds+class=off -cp "$jar"
rm "$archive.classes"
