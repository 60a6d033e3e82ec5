#!/bin/bash
# debian.sh VERSION TIME TARGET: makes TARGET/deb.tar.gz, the content of the Debian package, from TARGET/image.
set -euo pipefail
version=$1 time=$2 target=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
units=$here/../../../../examples/deployments/systemd
image=$target/image deb=$target/deb
doc=$deb/usr/share/doc/widgets
rm -rf "$deb"
mkdir -p "$deb"/usr/{bin,lib/systemd/system,share/zsh,share/lintian/overrides} "$deb"/etc/{default,widgets} "$doc"
chmod 700 "$deb/etc/widgets"

cp -a "$image/lib" "$deb/usr/lib/widgets"
cp -a "$image/bin/widgets" "$deb/usr/bin/"
cp -a "$image"/share/{man,bash-completion,fish} "$deb/usr/share/"
cp -a "$image/share/zsh/site-functions" "$deb/usr/share/zsh/vendor-completions"
gzip -9n "$deb"/usr/share/man/man1/*
# Bash sources the file, so it needs no interpreter.
sed -i '1{/^#!/d}' "$deb/usr/share/bash-completion/completions/widgets"
chmod -R u+w "$deb/usr/lib/widgets/java/legal"

java='/usr/lib/widgets/java/bin/java -XX:SharedArchiveFile=/usr/lib/widgets/widgets.jsa'
sed -e 's#^EnvironmentFile=.*#EnvironmentFile=/etc/default/widgets#' \
  -e "s#^ExecStart=/usr/bin/java \(.*\) -jar /usr/share/#ExecStart=$java \1 -jar /usr/lib/#" \
  -e '/^Description=/a Documentation=man:widgets-serve(1)' \
  "$units/widgets.service" >"$deb/usr/lib/systemd/system/widgets.service"
sed '1s/.*/# Settings of widgets.service; see widgets-serve(1)./' "$units/widgets.env" >"$deb/etc/default/widgets"

{
  printf 'widgets, https://widgets.dev\n\nCopyright: The Widgets authors\nLicense: Apache-2.0\n\n'
  printf 'The full text is in /usr/share/common-licenses/Apache-2.0.\n'
  sed 's#lib/#/usr/lib/widgets/#g' "$image/THIRD-PARTY.txt"
} >"$doc/copyright"
install -m 644 "$here/files/README.Debian" "$doc/README.Debian"
printf 'widgets (%s) unstable; urgency=medium\n\n  * See https://github.com/widgets-dev/widgets\n\n -- %s  %s\n' \
  "${version/-SNAPSHOT/\~SNAPSHOT}" 'The Widgets authors <authors@widgets.dev>' "$(date -uRd "$time")" |
  gzip -9n >"$doc/changelog.gz"
install -m 644 "$here/files/lintian-overrides" "$deb/usr/share/lintian/overrides/widgets"

find "$deb" -name widgets.jsa -prune -o -exec touch -h -d "$time" {} +
tar -C "$deb" --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner -cf - . | gzip -n >"$target/deb.tar.gz"
