a=1
echo "v: $a \$a \"q\" \\ \x"
echo "`echo sub`" "$(echo sub2)"
echo "a
b"
