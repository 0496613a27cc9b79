IFS=o
echo foo boo
x=foo; echo $x
