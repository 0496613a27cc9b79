t() { case $1 in a) echo lit;; b|c) echo alt;; d*) echo star;; ?x) echo quest;; [0-9]) echo digit;; [!A-Z]z) echo notupper;; "*") echo quotedstar;; *) echo other;; esac; }
for i in a b c d dog 1x 5 az Az '*' zzz ""; do t "$i"; done
