#!/usr/bin/env bash
# Usage: broker.sh COMMAND...   Runs the command with a Docker engine of its own and a Mosquitto image in it, both made from Debian's
# packages, so that the broker tests have a container where no registry can be reached. As root. Leaves nothing running.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 COMMAND..." >&2; exit 2; }

for program in dockerd docker docker-compose mosquitto ip; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null && continue
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io docker-compose mosquitto iproute2 </dev/null >/dev/null
  break
done

home=$(mktemp -d /tmp/wallbox-docker.XXXXXX)
bridge=wb$$                                           # Its own, so that several engines can run side by side.
net=10.$((64 + $$ / 256 % 128)).$(($$ % 256))
engine=

leave() {
  trap - EXIT
  if [ -n "$engine" ]; then
    docker ps -aq 2>/dev/null | xargs -r docker rm -f >/dev/null 2>&1 || true
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
  fi
  ip link delete "$bridge" 2>/dev/null || true
  rm -rf "$home"
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What the client and Testcontainers must know: Debian's engine is older than the API they ask for, the helper that would clear up
# after them cannot be pulled, and a published port is on loopback.
export DOCKER_HOST=unix://$home/docker.sock DOCKER_API_VERSION=1.41
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
export MQTT_TEST_IMAGE=wallbox-mqtt/mosquitto:debian

ip link add "$bridge" type bridge
ip address add "$net.1/24" dev "$bridge"
ip link set "$bridge" up
PATH=$PATH:/usr/sbin setsid dockerd --host "$DOCKER_HOST" --data-root "$home/data" --exec-root "$home/run" --pidfile "$home/pid" \
  --bridge "$bridge" --ip 127.0.0.1 --iptables=false --ip6tables=false --ip-forward=false >"$home/log" 2>&1 </dev/null &
engine=$!
for attempt in $(seq 300); do
  docker version >/dev/null 2>&1 && break
  if [ "$attempt" = 300 ] || ! kill -0 "$engine" 2>/dev/null; then
    echo "broker.sh: THE DOCKER ENGINE DOES NOT START; its last words:" >&2
    tail -n 20 "$home/log" >&2
    exit 1
  fi
  sleep 0.1
done

# The broker and the libraries it is linked against, and nothing else.
root=$home/image
mkdir -p "$root"/{etc,tmp,mosquitto/config,mosquitto/data}
put() { install -D "$(readlink -f "$1")" "$root$1"; }
put /usr/sbin/mosquitto
ldd /usr/sbin/mosquitto | grep -o '/[^ ]*' | while read -r library; do put "$library"; done
echo 'root:x:0:0::/:/bin/false
mosquitto:x:1883:1883::/mosquitto:/bin/false' >"$root/etc/passwd"
echo 'root:x:0:
mosquitto:x:1883:' >"$root/etc/group"
chmod 1777 "$root/tmp"
chown -R 1883:1883 "$root/mosquitto"
tar -C "$root" -c . | docker import \
  --change 'CMD ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"]' - "$MQTT_TEST_IMAGE" >/dev/null

"$@"
