[ a = a
echo $?
[ a b c ]; echo $?
test 1 -eq; echo $?
