cmd='echo "a  b"'; eval $cmd; eval "$cmd"
n=x; eval "$n=5"; echo $x; eval echo \$$n
eval 'for i in 1 2; do echo $i; done'
eval; echo $?
eval 'exit 3'; echo no
