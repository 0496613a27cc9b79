x=1; (x=2; echo $x); echo $x
(cd /tmp; pwd); [ "$(pwd)" != /tmp ] && echo same
(exit 5); echo $?
( (echo nested) )
