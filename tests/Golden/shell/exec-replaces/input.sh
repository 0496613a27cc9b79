(exec echo replaced; echo no)
(exec nosuchcmd; echo no); echo $?
exec sh -c 'echo final; exit 6'
