{ echo out; echo err >&2; } 2>&1 | cat
{ echo out; echo err >&2; } 2>/dev/null
{ echo out; echo err >&2; } 2>e >o; echo "$(cat o) $(cat e)"
exec 3>f; echo three >&3; exec 3>&-; cat f
exec 4<f; read x <&4; echo "x=$x"; exec 4<&-
