a=$( (b=$( { c=$(echo deep); echo "$c$c"; } ); echo "<$b>") ); echo "$a"
echo $(( $(( $((1+1)) + 1 )) + 1 ))
