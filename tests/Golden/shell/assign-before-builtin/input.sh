x=1 :; echo "x=$x"
y=1 true; echo "y=[$y]"
f() { echo "in f $z"; }; z=2 f; echo "[$z]"
z=1 eval 'echo $z'
IFS=: read a b <<E
1:2 3
E
echo "$a|$b"
