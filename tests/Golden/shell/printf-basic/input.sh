printf '%s\n' a b c
printf '%d %i\n' 5 -3
printf '%5d|%-5d|%05d|%+d\n' 42 42 42 42
printf '%s and %s\n' one
printf '%x %X %o %#x\n' 255 255 8 255
printf '%c%c\n' hello world
printf '%%\n'; printf 'a\tb\101\n'
printf '%b\n' 'x\ty'
printf '%10s|%-10s|%.2s\n' right left truncate
printf '%s' ; echo
