#!/bin/bash
# clean-root.sh FOLDER: makes FOLDER a root with the packages of this machine that widgets and dpkg need, and no others.
# It takes them from this machine, so that no network is needed. There is no Java in it, and no systemd.
set -euo pipefail
root=$1
packages=(base-files bash coreutils dash dpkg libc6 libstdc++6 util-linux)
# What they depend on, as far as it is installed.
all=$(printf '%s\n' "${packages[@]}")
while :; do
  # shellcheck disable=SC2086 # a list of names
  more=$({ echo "$all" && dpkg-query -W -f '${Depends}, ${Pre-Depends}\n' $all | tr ',|' '\n' | sed 's/^ *//;s/[ :(].*//'; } |
    grep . | sort -u | while read -r name; do
    [[ $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) != 'install ok installed' ]] || echo "$name"
  done)
  [[ $more != "$all" ]] || break
  all=$more
done

mkdir -p "$root"/{usr/{bin,sbin,lib,lib64},dev/shm,proc,tmp,home/user,var/lib/dpkg/info,var/lib/dpkg/updates}
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
# shellcheck disable=SC2086 # a list of names
dpkg -L $all | sort -u | while read -r file; do [[ -d $file && ! -L $file || ! -e $file ]] || echo "$file"; done |
  sed -e 's#^/\(bin\|sbin\|lib\|lib64\)/#/usr/\1/#' -e 's#^/##' | sort -u |
  tar -C / --no-recursion -cf - -T - 2>/dev/null | tar -C "$root" -xf - --keep-directory-symlink
# shellcheck disable=SC2086 # a list of names
dpkg-query -s $all >"$root/var/lib/dpkg/status"
touch "$root/var/lib/dpkg/available"
ln -sf dash "$root/usr/bin/sh"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/zero" c 1 5
mknod -m 666 "$root/dev/urandom" c 1 9
mknod -m 666 "$root/dev/random" c 1 8
chmod 755 "$root"
chmod 1777 "$root/tmp" "$root/dev/shm"
printf 'root:x:0:0::/root:/bin/sh\nuser:x:1000:1000::/home/user:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nuser:x:1000:\n' >"$root/etc/group"
chown 1000:1000 "$root/home/user"
