x=1; unset x; echo "[${x-unset}]"
f() { :; }; unset -f f; unset nope; echo $?
readonly q=1; unset q
echo no
