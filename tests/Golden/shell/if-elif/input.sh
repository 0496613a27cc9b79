for i in 1 2 3 4; do
if [ $i = 1 ]; then echo one; elif [ $i -eq 2 ]; then echo two
elif test $i -eq 3
then
 echo three
else echo other; fi
done
if false; then :; fi; echo $?
