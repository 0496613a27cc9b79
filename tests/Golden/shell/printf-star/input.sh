printf '%*d|%-*d|%.*s\n' 5 42 6 7 2 abcdef
