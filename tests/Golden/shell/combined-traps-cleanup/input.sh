tmp=$(mktemp -d); trap 'rm -rf "$tmp"; echo cleaned' EXIT
echo data > "$tmp/x"; [ -s "$tmp/x" ] && echo nonempty
exit 2
