for i in 1 2; do case $i in 1) if true; then while :; do echo in; break; done; fi;; 2) until true; do :; done; echo two;; esac; done
