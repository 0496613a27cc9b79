times | wc -l
ulimit -n >/dev/null; echo $?
