set -u
echo ${x-default} "${x:-d}"
x=1; echo $x
echo $@ $*
echo $nope
echo not reached
