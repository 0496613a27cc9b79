a=4; b=a
echo $((a)) $((a*a)) $(($a+1)) $((undefined+1))
c="3+4"; echo $(($c*2))
i=0; while [ $i -lt 5 ]; do i=$((i+1)); done; echo $i
echo "$(( $(echo 3) + 4 ))"
