x=hello; echo ${#x} ${#nope}
set -- a b c; echo $# ${#}
echo ${#1}
