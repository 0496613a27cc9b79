printf 'one two three\nfour\n' > f
{ read a b; echo "$a|$b"; read c d; echo "$c|$d"; read e; echo "$? [$e]"; } < f
echo 'back\slash' | { read x; echo "$x"; }
echo 'back\slash' | { read -r x; echo "$x"; }
printf 'cont\\\ninued\n' | { read x; echo "$x"; }
