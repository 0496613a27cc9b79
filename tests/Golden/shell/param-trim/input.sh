f=/usr/local/lib/file.tar.gz
echo ${f#/} ${f##*/} ${f%.gz} ${f%%.*} ${f%/*}
p='a*b'; echo "${p#'a*'}" "${p%'*b'}"
x=aaa; echo ${x#a} ${x##a*} [${x%%a*}] ${x%b}
v=abcabc; echo ${v#*b} ${v##*b} ${v%b*} ${v%%b*}
