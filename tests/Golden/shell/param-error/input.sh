echo before
: ${nope?custom message}
echo not reached
