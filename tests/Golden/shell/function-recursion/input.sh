fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }
fact 10
count() { [ $1 -eq 0 ] && return 0; count $(($1-1)); }
count 300; echo $?
