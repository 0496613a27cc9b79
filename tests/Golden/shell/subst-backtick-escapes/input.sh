echo `echo \`echo nested\``
x=5; echo `echo \$x` `echo '\$x'`
echo "`echo \"q\"`"
echo `echo 'a\\b'`
