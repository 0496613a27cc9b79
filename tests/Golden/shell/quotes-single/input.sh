echo 'it is $HOME `x` "q" \n'
echo 'a'"b"c
x='multi
line'
echo "$x"
