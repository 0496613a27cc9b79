env printf '%s-%s\n' a b; env echo -e 'a\tb'; env echo -n x; echo; env test 1 = 1; echo $?; env true; echo $?; env false; echo $?; env '[' a = b ']'; echo $?
