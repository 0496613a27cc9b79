set -- $(i=0; while [ $i -lt 200 ]; do echo $i; i=$((i+1)); done); echo $# ${200}
