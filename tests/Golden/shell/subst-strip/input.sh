x=$(printf 'a\n\n\n'); echo "[$x]"
x=$(printf '\n\na b\n'); echo "[$x]"; echo $x
