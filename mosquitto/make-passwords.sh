#!/bin/sh
# Makes the broker's password file, beside this script, with a random password for each user, and prints them once.
# Needs mosquitto_passwd (Debian: package mosquitto) and openssl.
set -eu
cd "$(dirname "$0")"
umask 077
[ ! -e passwords ] || { echo "passwords exists already: remove it to make new ones" >&2; exit 1; }
: > passwords.new
for user in wallbox homeassistant dashboard; do
  password=$(openssl rand -hex 16)
  mosquitto_passwd -b passwords.new "$user" "$password"
  echo "$user $password"
done
# The broker's container runs as user 1883.
chmod 644 passwords.new
mv passwords.new passwords
echo "Keep these; only their hashes are in $(pwd)/passwords."
