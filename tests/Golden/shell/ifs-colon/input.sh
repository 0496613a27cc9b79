IFS=:; p=/bin:/usr/bin::/sbin:
set -- $p; echo $#; for i; do echo "[$i]"; done
