: > nodir/x
echo not reached
