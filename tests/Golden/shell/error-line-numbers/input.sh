echo 1

nosuch1
if true; then
  nosuch2
fi
x=$(nosuch3)
