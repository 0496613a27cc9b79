set -- a
shift; echo $?
shift
echo no
