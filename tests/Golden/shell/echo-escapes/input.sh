echo 'a\tb\nc'
echo 'oct \0101 end'
echo 'stop\chere'
echo "back\\\\slash"
