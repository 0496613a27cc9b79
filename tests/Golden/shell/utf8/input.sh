x='héllo wörld'; echo "$x"; echo ${x#h}; echo "ünï" | cat
