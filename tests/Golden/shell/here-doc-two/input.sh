cat <<A; cat <<B
first
A
second
B
while read l; do echo "[$l]"; done <<X
l1
  l2  
X
