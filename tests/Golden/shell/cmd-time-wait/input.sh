sleep 0.05 & a=$!; sleep 0.01 & b=$!; wait $a $b; echo $?; [ $a != $b ] && echo two
