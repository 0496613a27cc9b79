for in a; do :; done
