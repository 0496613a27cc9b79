command echo hi; command -v echo; command -v nosuch; echo $?
f() { :; }; command -v f; command -v if; type f; type echo; type if; type nosuch; echo $?
echo() { printf 'shadow\n'; }; echo; command echo real
command cd /nosuch; command -V :
