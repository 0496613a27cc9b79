for x in a "b c" $(echo d e); do echo "[$x]"; done
for x in; do echo never; done
set -- p q
for x do echo $x; done
for x
do echo $x; done
echo $x
