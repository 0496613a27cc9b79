echo 'a:b:c:d' | { IFS=: read x y z; echo "$x|$y|$z"; }
echo ' lead trail  ' | { read x; echo "[$x]"; }
echo ' lead trail  ' | { IFS= read x; echo "[$x]"; }
echo 'a:b:' | { IFS=: read x y; echo "[$x][$y]"; }
echo 'a::b' | { IFS=: read x y z; echo "[$x][$y][$z]"; }
printf 'noend' | { read x; echo "$? [$x]"; }
