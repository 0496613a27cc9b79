x=$(false); echo $?
x=$(exit 3); echo $?
echo $(exit 4) $?
x=a; echo $?
y=`exit 5`; echo $?
