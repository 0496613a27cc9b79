(while :; do echo y; done) | { read a; echo "got $a"; }
echo done
