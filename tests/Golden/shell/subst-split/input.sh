x="a b   c"
set -- $x; echo $#
set -- "$x"; echo $#
set -- $(echo 1 2; echo 3); echo $#
