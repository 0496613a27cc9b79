e=; set -- $e "$e" '' x$e; echo $#
[ -z $e ]; echo $?
$e echo runs
$(true) ; echo $?
