x=$(echo a | tr a b | tr b c); echo $x
