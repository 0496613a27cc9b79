printf 'a1\nbb22\nc[3]\nfoo.bar\naaa\n' > f
grep '[0-9]\{2\}' f; grep -E '[0-9]{2}' f; grep -E '^(a|b)+' f; grep '\.' f; grep '[[:digit:]]' f; grep -E 'a{3}' f; grep 'c\[' f; grep '\(a\)\1' f; grep -E '^$|z' f; echo $?; grep 'x*' f | wc -l
