seq 1 20 > f; head -n 3 f; head -3 f; tail -n 2 f; tail -2 f; tail -n +19 f; head -c 4 f; tail -c 3 f; head -n -18 f; seq 5 | head -1; seq 5 | tail -n1; head -n 1 f nosuch; echo $?
