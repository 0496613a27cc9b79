echo x > f; mkdir d; ln -s f l; : > e; ln -s gone broken
for o in e f d L h r w x s; do for n in f d l e broken none; do [ -$o $n ] && printf "$o:$n "; done; echo; done
touch -d '2001-01-01' old; [ f -nt old ]; echo $?; [ old -ot f ]; echo $?; [ f -ef l ]; echo $?
