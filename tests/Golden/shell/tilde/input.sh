HOME=/home/me
echo ~ ~/x "~" '~' a~ \~
x=~/bin; echo $x
y=a:~/b; echo $y
