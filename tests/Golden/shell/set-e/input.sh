set -e
false || echo handled
if false; then :; fi
! true
echo before
false
echo not reached
