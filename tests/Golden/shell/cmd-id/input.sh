id -u; id -un; id -g; whoami; id -G; id nosuchuser; echo $?
