cat <<E
one \
two
$(cat <<I
inner
I
)
E
