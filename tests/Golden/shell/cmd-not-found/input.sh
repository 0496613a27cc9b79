nosuchcmd arg
echo $?
./nosuchfile
echo $?
/no/such/path
echo $?
