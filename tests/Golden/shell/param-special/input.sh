false; echo $?
true; echo $?
(exit 7); echo $?
echo $- | tr -d '[:alpha:]'
echo ${0##*/}
