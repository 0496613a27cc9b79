f=$(mktemp); [ -f "$f" ] && echo file; d=$(mktemp -d); [ -d "$d" ] && echo dir; rm -r "$f" "$d"; t=$(mktemp ./xXXXXXX); [ -f "$t" ] && echo ${#t}; mktemp badX 2>/dev/null; echo $?
