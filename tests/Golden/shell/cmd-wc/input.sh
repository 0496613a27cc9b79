printf 'one two\nthree\n' > f; wc f; wc -l f; wc -w < f; wc -c f; cat f | wc; printf 'x' > g; wc f g; wc -l nosuch; echo $?
