i=0
while [ $i -lt 3000 ]; do echo "line number $i of many lines"; i=$((i+1)); done | while read a b c d; do last=$c; echo $c; done | { n=0; while read x; do n=$((n+x)); done; echo $n; }
