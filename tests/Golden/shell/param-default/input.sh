unset x; e=
echo "${x-d1} ${x:-d2} ${e-d3} ${e:-d4}"
echo "${x=set1} $x ${e:=set2} $e"
y=v; echo "${y+alt} ${y:+alt2} [${z+alt}] [${z:+alt}]"
