{ echo a; echo b; } | cat
{ x=5; }; echo $x
{ echo c; exit_status=3; }
if { true; }; then echo ok; fi
