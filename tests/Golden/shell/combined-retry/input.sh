n=0; until [ $n -ge 3 ] || false; do n=$((n+1)); echo "try $n"; sleep 0; done; echo "gave up after $n"
