printf 'a\nb' > f; printf 'c\n' > g; cat f g; cat - < f; echo; cat f - < g; cat nosuch g; echo $?; cat -n g f; echo
