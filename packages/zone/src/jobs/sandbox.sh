# Builds the inside of a sandbox in fresh namespaces: a root of read-only binds, a private work folder in memory, nothing else.
# Arguments: mount point, node binary, folder of the zone's source, folder of the engine, bytes of the work folder or a folder to be it, uid to fall to or -, more to mount as lines of from, tab, to, command in the sandbox…
set -eu
root=$1 node=$2 source=$3 engine=$4 space=$5 uid=$6 more=$7
shift 7
mount --make-rprivate / 2>/dev/null || true
mount -t tmpfs -o mode=755,nosuid,nodev,size=1m sandbox "$root"
readonly_bind() {
  mount --bind "$1" "$2"
  for flags in "" ,nosuid,nodev ,nosuid ,nodev ,nosuid,nodev,noatime ,nosuid,nodev,relatime; do
    mount -o "remount,bind,ro$flags" "$2" 2>/dev/null && return 0
  done
  echo "could not make $2 read-only" >&2
  exit 71
}
folder() { mkdir -p "$root$2"; readonly_bind "$1" "$root$2"; }
file() { mkdir -p "$root$(dirname "$2")"; : >"$root$2"; readonly_bind "$1" "$root$2"; }
for path in /usr/lib /usr/lib64 /lib /lib64; do
  if [ -L "$path" ]; then mkdir -p "$root$(dirname "$path")"; cp -P "$path" "$root$path"
  elif [ -d "$path" ]; then folder "$path" "$path"; fi
done
setpriv=$(command -v setpriv)
file "$setpriv" /bin/setpriv
file "$(command -v umount)" /bin/umount
file "$node" /app/node
folder "$source" /app/zone/src
folder "$engine" /app/node_modules/@duckdb
echo '{"type":"module"}' >"$root/app/package.json"
printf %s "$more" | while IFS="$(printf '\t')" read -r from to; do
  if [ -d "$from" ]; then folder "$from" "$to"; else file "$from" "$to"; fi
done
mkdir -p "$root/dev" "$root/proc" "$root/work" "$root/tmp"
for device in null zero urandom random; do : >"$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mount -t proc -o nosuid,nodev,noexec proc "$root/proc" 2>/dev/null || true
case $space in
  /*) mount --bind "$space" "$root/work" ;;
  *) mount -t tmpfs -o "mode=700,nosuid,nodev,noexec,size=$space" work "$root/work" ;;
esac
if [ "$uid" != - ]; then chown "$uid:$uid" "$root/work"; fi
mount -o remount,ro "$root" 2>/dev/null || mount -o remount,bind,ro "$root"
cd "$root"
pivot_root . .
PATH=/bin
umount -l .
cd /work
# The change of user has cleared the signal that unshare asked for.
drop="--pdeathsig=KILL --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all"
if [ "$uid" != - ]; then exec setpriv --reuid="$uid" --regid="$uid" --clear-groups $drop "$@"; fi
exec setpriv $drop "$@"
