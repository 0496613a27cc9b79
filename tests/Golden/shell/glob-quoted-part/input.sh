touch 'a b' 'star*x' starxx
echo star"*"x; for i in a*; do echo "[$i]"; done
x='star*'; for i in $x; do echo "[$i]"; done
