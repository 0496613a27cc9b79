export A=1; B=2
sh -c 'echo "$A [$B]"'
C=3 sh -c 'echo $C'; echo "[$C]"
export B; sh -c 'echo $B'
D=4; export D=5; sh -c 'echo $D'
unset A; sh -c 'echo "[$A]"'
