echo 'x=sourced; echo "in $1"; return 5; echo no' > lib
. ./lib; echo "$? $x"
. ./nosuch
echo not reached
