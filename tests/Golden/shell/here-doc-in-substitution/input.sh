x=$(cat <<E
inside $((2*3))
E
)
echo "$x"
