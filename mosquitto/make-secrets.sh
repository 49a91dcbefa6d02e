#!/bin/sh
# Makes what the broker and its clients need and nobody else may have: see "usage" below, and docs/broker.md.
set -eu

usage() {
  cat <<'TEXT'
usage: make-secrets.sh [--owner USER] [--renew WHAT]... [NAME]...

Makes, beside this script, what is not there yet:
  passwords           the hashes that the broker reads
  certs/ca.crt        the certificate of a private CA: clients trust it
  certs/server.crt    the broker's certificate, certs/server.key its key
  secrets/            the passwords themselves (wallbox, homeassistant, dashboard) and ca.key; the broker needs none of them
  ../.env             the password of the FTP endpoint, for docker-compose.yml

NAME      a host name or IP address that clients reach the broker by, besides mosquitto, localhost, this machine's
          name (also with .local), 127.0.0.1 and ::1
--owner   the user that the broker runs as (default: 1883, the container's; with Debian's package: mosquitto)
--renew   makes anew what is there: passwords, certificate, ca (and with it the certificate), ftp
TEXT
}

fail() { echo "make-secrets.sh: $1" >&2; exit "${2:-1}"; }

owner=1883 names='' renew=' '
while [ $# -gt 0 ]; do
  case $1 in
    -h|--help) usage; exit 0 ;;
    --owner) [ $# -ge 2 ] || fail "--owner wants a user" 2; owner=$2; shift ;;
    --renew)
      case ${2:-} in
        passwords|certificate|ca|ftp) renew="$renew$2 "; shift ;;
        *) fail "--renew \"${2:-}\"; allowed: passwords, certificate, ca, ftp" 2 ;;
      esac ;;
    ''|-*|*[!A-Za-z0-9.:-]*) fail "\"$1\" is no host name or IP address; --help tells more" 2 ;;
    *) names="$names $1" ;;
  esac
  shift
done

# Debian keeps mosquitto_passwd in /usr/bin; other systems in /usr/sbin or beside the broker.
PATH=$PATH:/usr/sbin:/usr/local/sbin
needs() { command -v "$1" >/dev/null || fail "$1 is missing; $2"; }
needs openssl "install it, for example: sudo apt install openssl"
needs mosquitto_passwd "install it, for example: sudo apt install mosquitto
(that also starts a broker of its own; where the container's shall be used: sudo systemctl disable --now mosquitto)"

cd "$(dirname "$0")"
umask 077
root=no; [ "$(id -u)" != 0 ] || root=yes
[ $root = no ] || id "$owner" >/dev/null 2>&1 || case $owner in *[!0-9]*) fail "--owner \"$owner\": no such user" 2 ;; esac
work=$(mktemp -d "$PWD/.new.XXXXXX")
trap 'rm -rf "$work"' EXIT

wanted() { case $renew in *" $1 "*) return 0 ;; esac; [ ! -e "$2" ]; }
made() { echo "made   $1"; }
kept() { echo "kept   $1"; }
random() { openssl rand -hex 16; }

# Secret files belong to the one user that reads them. Only root can give a file away.
# Under sudo everything else belongs to the person who called it.
give() {
  if [ $root = yes ]; then chown "$2" "$1"; chmod 600 "$1"; else chmod 644 "$1"; fi
}

mkdir -p certs secrets
chmod 755 certs

passwords() {
  : > "$work/passwords"
  for user in wallbox homeassistant dashboard; do
    random > "$work/$user"
    echo "$user:$(cat "$work/$user")" >> "$work/passwords"
  done
  mosquitto_passwd -U "$work/passwords" || fail "mosquitto_passwd failed"
  give "$work/passwords" "$owner"
  mv "$work/wallbox" "$work/homeassistant" "$work/dashboard" secrets/
  mv "$work/passwords" passwords
}

authority() {
  cat > "$work/ca.cnf" <<'TEXT'
[req]
distinguished_name = dn
x509_extensions = ca
[dn]
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
TEXT
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/ca.key"
  openssl req -x509 -new -key "$work/ca.key" -sha256 -days 3650 -config "$work/ca.cnf" -subj "/CN=wallbox-mqtt private CA" -out "$work/ca.crt"
  chmod 644 "$work/ca.crt"
  mv "$work/ca.key" secrets/ca.key
  mv "$work/ca.crt" certs/ca.crt
}

alternatives() {
  host=$(hostname -s 2>/dev/null || uname -n)
  for name in mosquitto localhost "$host" "$host.local" 127.0.0.1 ::1 $names; do
    case $name in
      *:*) echo "IP:$name" ;;
      *[!0-9.]*) echo "DNS:$name" ;;
      *) echo "IP:$name" ;;
    esac
  done | awk '!seen[$0]++' | paste -sd, -
}

certificate() {
  [ -e secrets/ca.key ] || fail "secrets/ca.key is not there, so certs/ca.crt can sign nothing: --renew ca makes a new CA"
  alternatives=$(alternatives)
  cat > "$work/server.cnf" <<TEXT
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = $alternatives
TEXT
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/server.key"
  openssl req -new -key "$work/server.key" -subj "/CN=mosquitto" -out "$work/server.csr"
  openssl x509 -req -in "$work/server.csr" -CA certs/ca.crt -CAkey secrets/ca.key -set_serial "0x$(random)" -sha256 -days 3649 \
    -extfile "$work/server.cnf" -extensions server -out "$work/server.crt" 2>"$work/openssl.log" || fail "$(cat "$work/openssl.log")"
  chmod 644 "$work/server.crt"
  give "$work/server.key" "$owner"
  mv "$work/server.key" certs/server.key
  mv "$work/server.crt" certs/server.crt
  echo "       for $alternatives"
}

environment() {
  [ ! -e ../.env ] || grep -v '^WALLBOX_INVERTER__FTP__PASSWORD=' ../.env > "$work/env" || true
  if [ ! -e ../.env ]; then
    cat > "$work/env" <<'TEXT'
# The bridge's configuration in the container: any key of docs/configuration.md. Not for version control.
# Your wallbox, and this machine's address as the inverter sees it. Without them: the simulated ones of the profile "demo".
#WALLBOX_CHARGERS__0__URL=tcp://192.0.2.8:502
#WALLBOX_INVERTER__FTP__ADVERTISE=192.0.2.5
TEXT
  fi
  echo "WALLBOX_INVERTER__FTP__PASSWORD=$(random)" >> "$work/env"
  mv "$work/env" ../.env
}

if wanted passwords passwords; then passwords; made "passwords, secrets/wallbox, secrets/homeassistant, secrets/dashboard"; else kept passwords; fi
case $renew in *" ca "*) renew="${renew}certificate " ;; esac
if wanted ca certs/ca.crt; then authority; made certs/ca.crt; else kept certs/ca.crt; fi
if wanted certificate certs/server.crt; then
  certificate; made certs/server.crt
elif [ -n "$names" ]; then
  fail "certs/server.crt is there already, so these names were not used:$names; --renew certificate makes a new one"
else
  kept certs/server.crt
fi
if wanted ftp ../.env; then environment; made ../.env; else kept ../.env; fi

# The bridge's container (user 1654) reads its own password; the broker's container logs in as "dashboard" to see whether it is well.
chmod 700 secrets
[ -z "${SUDO_UID:-}" ] || [ $root = no ] || chown "$SUDO_UID" ../.env secrets secrets/ca.key secrets/homeassistant certs certs/ca.crt certs/server.crt
give secrets/wallbox 1654
give secrets/dashboard "$owner"

[ $root = yes ] || echo "Not run as root: passwords and certs/server.key can be read by everybody on this machine. With sudo they are given to user $owner alone."
