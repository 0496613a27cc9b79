echo a
f( x
