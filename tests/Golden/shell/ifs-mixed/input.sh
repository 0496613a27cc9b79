IFS=' ,'; v=' a , b,,c  d,'
set -- $v; echo $#; for i; do echo "[$i]"; done
