(exit 3) & 
p=$!
wait $p; echo $?
sleep 0 & wait; echo $?
wait 99999; echo $?
