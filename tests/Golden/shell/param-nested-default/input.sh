unset a b; c=deep
echo ${a:-${b:-$c}}
echo "${a:-"quoted $c"}"
echo ${a:-one two} 
for i in ${a:-one two}; do echo "[$i]"; done
for i in "${a:-one two}"; do echo "[$i]"; done
echo "${a:-'single'}" ${a:-'single'}
