#!/bin/sh
# Installs the Teams client emulator into this folder, exactly as locked. Does nothing where it is up to date.
set -eu
cd "$(dirname "$0")"
sh ./install-system.sh
installed=node_modules/.package-lock.json
if [ -e "$installed" ] && [ ! package-lock.json -nt "$installed" ]; then
    exit 0
fi
npm ci --silent --no-progress
touch "$installed"
