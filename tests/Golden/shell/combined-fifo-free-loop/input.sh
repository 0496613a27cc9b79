for f in 1 2 3; do echo "f$f" > "file$f.txt"; done
for f in *.txt; do n=$(cat "$f"); printf '%s:%s ' "${f%.txt}" "$n"; done; echo
