#!/bin/bash
# train.sh LIB WORK SERVICE: makes LIB/widgets.jsa, the cache of the classes that short commands and a service load. The
# Java that uses it has to write it. SERVICE is the folder of the scripts that start and call a service and write the cache.
set -euo pipefail
lib=$1 work=$2 service=$3
mkdir -p "$work/home"
# A database of its own: the embedded one, in a home folder of its own.
for variable in ${!PG*} ${!WIDGETS_*}; do unset "$variable"; done
export HOME=$work/home
java=("$lib/java/bin/java" -XX:+UseSerialGC)
number=0
widgets() {
  number=$((number + 1))
  "${java[@]}" -XX:DumpLoadedClassList="$work/$number.list" -XX:TieredStopAtLevel=1 -jar "$lib/widgets.jar" "$@"
}
{
  widgets add --data-dir "$work/data" W-1 pump PQ
  widgets add --data-dir "$work/data" W-2 valve P
  widgets associate --data-dir "$work/data" W-1 W-2 P
  widgets show --data-dir "$work/data" W-1
  widgets list --data-dir "$work/data"
  widgets --version
  JAVA=${java[0]} JAR=$lib/widgets.jar CLASSES=$work/serve.list DATA=$work/data \
    PORT=$((20000 + RANDOM % 10000)) "$service/training.sh"
} >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$service/cache.sh" "${java[0]}" "$lib/widgets.jar" "$lib/widgets.jsa" "$work"/*.list \
  >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
