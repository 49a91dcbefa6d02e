#!/usr/bin/env bash
# Builds everything, checks the format, runs all tests. Installs from Debian's packages what it lacks (as root, or with sudo).
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "test.sh: the .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2; exit 2; }

missing=()
need() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || missing+=("$2"); }
need mosquitto mosquitto
need mosquitto_pub mosquitto-clients
need openssl openssl
need curl curl
need lftp lftp
need python3 python3
need chromium chromium
need socat socat
need mbpoll mbpoll
need gcc gcc
need faketime faketime
[ -e /usr/include/modbus/modbus.h ] || missing+=(libmodbus-dev)
[ -e /usr/include/stdlib.h ] || missing+=(libc6-dev)
# Debian's own Python, which may not be the first in the path
/usr/bin/python3 -c 'import pymodbus, serial, serial_asyncio' 2>/dev/null || missing+=(python3 python3-pymodbus python3-serial python3-serial-asyncio)
ldconfig -p | grep -q 'libsqlite3\.so\.0' || missing+=(libsqlite3-0)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  echo "test.sh: installing ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
fi

# FTP servers that write the file we watch. They exclude each other as packages and would listen at once: unpacked here, not installed.
unpack() {
  [ -e "artifacts/$1/.whole" ] && return
  mkdir -p "artifacts/$1"
  apt-cache show "$1" >/dev/null 2>&1 || { [ "$(id -u)" = 0 ] && apt-get update -qq || sudo apt-get update -qq || true; }
  (
    cd "artifacts/$1"
    needed=$(apt-cache depends -i --recurse "$1" | grep '^lib' | while read -r lib; do dpkg -s "$lib" >/dev/null 2>&1 || echo "$lib"; done)
    # shellcheck disable=SC2086
    apt-get download -qq "$1" $needed >/dev/null 2>&1
    for package in ./*.deb; do dpkg -x "$package" . || exit 1; done
    rm ./*.deb
    touch .whole
  ) || echo "test.sh: no $1 from Debian's packages: its tests are skipped"
}
unpack vsftpd
unpack proftpd-core

dotnet build WallboxMqtt.sln -c Release
dotnet format WallboxMqtt.sln --no-restore --verify-no-changes

passed=0 failed=0 skipped=0
for suite in Unit Integration Browser; do
  log=$(mktemp)
  echo "== $suite"
  code=0
  "tests/$suite/bin/Release/net10.0/WallboxMqtt.Tests.$suite" --progress off --no-ansi "$@" 2>&1 | tee "$log" || code=$?
  count() { sed -n "s/^ *$1: *\([0-9][0-9]*\)$/\1/p" "$log" | tail -1 | grep . || echo 0; }
  passed=$((passed + $(count succeeded)))
  failed=$((failed + $(count failed)))
  skipped=$((skipped + $(count skipped)))
  # A suite that ended badly without counting a failure has crashed or ran nothing; one without passed tests is not believed either.
  if { [ "$code" != 0 ] && [ "$(count failed)" = 0 ]; } || [ "$(count succeeded)" = 0 ]; then
    echo "$suite ended with exit code $code and $(count succeeded) passed tests"
    failed=$((failed + 1))
  fi
  rm -f "$log"
done

# Simulated hours and days of faults: docs/safety.md. Left out where single tests were asked for.
if [ $# = 0 ]; then
  for run in "schedules 500 --seed 80200" "month 20 --seed 777"; do
    echo "== Safety: $run"
    # shellcheck disable=SC2086
    if tests/Safety/bin/Release/net10.0/WallboxMqtt.Tests.Safety $run; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
