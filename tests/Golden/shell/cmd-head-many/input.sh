seq 2 > a; seq 3 > b; head a b; tail -n1 a b; head -q -n1 a b
