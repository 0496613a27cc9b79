set -- one two "three four" five six seven eight nine ten eleven
echo $1 $3 $10 ${10} ${11} $#
shift 2; echo $1 $#
for i; do echo "<$i>"; done
