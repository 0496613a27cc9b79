printf 'k1=v1\nk2=v2\n\n# c\nk3=v 3\n' > conf
while IFS='=' read -r k v; do case $k in ''|\#*) continue;; esac; echo "$k -> $v"; done < conf
