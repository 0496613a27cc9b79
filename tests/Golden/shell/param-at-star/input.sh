set -- "a b" c "" d
for i in "$@"; do echo "[$i]"; done
for i in "$*"; do echo "[$i]"; done
for i in $@; do echo "[$i]"; done
IFS=-; echo "$*"; echo "$@"; echo $*
set --; for i in "$@"; do echo never; done; echo "n=$#"
