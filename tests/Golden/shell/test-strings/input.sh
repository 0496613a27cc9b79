[ a = a ]; echo $?; [ a = b ]; echo $?; [ a != b ]; echo $?
[ -n "" ]; echo $?; [ -z "" ]; echo $?; [ "" ]; echo $?; [ x ]; echo $?
[ ! a = b ]; echo $?; [ a = a -a b = b ]; echo $?; [ a = b -o b = b ]; echo $?
[ \( a = a \) ]; echo $?; [ ! "" ]; echo $?; [ -n ]; echo $?; [ a \< b ]; echo $?
