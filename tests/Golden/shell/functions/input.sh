f() { echo "f: $# $1"; return 3; }
f a b; echo $?
g() ( x=inner; echo $x ); x=outer; g; echo $x
h() { echo $0 | sed 's/.*case.sh/script/' ; }; 
f() { echo redefined; }; f
unset -f f; f 2>/dev/null; echo $?
