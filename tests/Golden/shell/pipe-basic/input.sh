echo one two three | cat | cat
printf 'b\na\n' | while read x; do echo "<$x>"; done
false | true; echo $?
true | false; echo $?
! true; echo $?
! false | false; echo $?
