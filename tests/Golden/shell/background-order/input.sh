{ echo bg; } & wait
(echo a; exit 2) & wait $!; echo $?
