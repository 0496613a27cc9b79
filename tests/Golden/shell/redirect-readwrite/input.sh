echo hello > f
exec 5<>f
read a <&5; echo $a; echo more >&5; cat f
