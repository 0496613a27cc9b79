set -e
x=$(false; echo still)
echo "[$x]"
x=$(false)
echo not reached
