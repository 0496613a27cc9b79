set -- outer1 outer2
f() { echo "$1 $#"; shift; echo "$1"; }
f in1 in2; echo "$1 $#"
f() { set -- new; echo $1; }; f; echo $1
