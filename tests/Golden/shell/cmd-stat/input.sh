printf 12345 > f; stat -c '%s %n %F' f; stat -c %h f; mkdir d; stat -c '%F' d; ln -s f l; stat -c '%F %N' l; stat nosuch; echo $?; : > e; stat -c %F e
