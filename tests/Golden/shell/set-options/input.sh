set -f; echo *; set +f
set -- -a b; echo $1
set -e; echo $- | grep -c e; set +e
set -o noglob; echo *; set +o noglob
set -q
echo no
