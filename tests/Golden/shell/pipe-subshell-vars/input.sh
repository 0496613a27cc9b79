x=1
echo hi | read x
echo "x=$x"
echo hi | { read y; echo "y=$y"; }
echo "y=$y"
