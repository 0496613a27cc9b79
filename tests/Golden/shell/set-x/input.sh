set -x
echo a "b c"
x=5
y="q r" z=
if [ $x = 5 ]; then echo yes; fi
set +x
echo off
