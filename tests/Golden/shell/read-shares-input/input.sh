printf 'l1\nl2\nl3\n' | { read a; cat; echo "a=$a"; }
