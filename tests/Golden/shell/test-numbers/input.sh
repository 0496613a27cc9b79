[ 1 -eq 1 ]; echo $?; [ 1 -ne 1 ]; echo $?; [ 1 -lt 2 ]; echo $?; [ 2 -le 1 ]; echo $?; [ -5 -gt -6 ]; echo $?; [ 3 -ge 3 ]; echo $?
[ abc -eq 1 ]; echo $?
