cat < nosuchfile
echo "status $?"
echo x > nodir/file
echo "status $?"
