sleep 100 &
kill $!; wait $!; echo $?
