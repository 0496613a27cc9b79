which sh >/dev/null; echo $?; which nosuchcmd; echo $?; command -v cat >/dev/null; echo $?
