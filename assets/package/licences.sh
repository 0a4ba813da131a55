#!/usr/bin/env bash
# Prints authors and licences of everything that is built into the three programs: Go itself and each module, for GOOS as it is set.
set -euo pipefail
export LC_ALL=C

echo "==== Go $(go env GOVERSION) ===="
cat "$(go env GOROOT)/LICENSE"
go list -deps -tags "$1" -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' \
  ./cmd/medsoc ./cmd/medsoc-cli ./cmd/medsoc-registry | sort -u | while read -r path version dir; do
  said=
  for file in "$dir"/LICEN[CS]E* "$dir"/COPYING* "$dir"/NOTICE*; do
    [ -f "$file" ] || continue
    printf '\n==== %s %s: %s ====\n' "$path" "$version" "$(basename "$file")"
    cat "$file"
    said=1
  done
  [ -n "$said" ] || { echo "$path names no licence" >&2; exit 1; }
done
