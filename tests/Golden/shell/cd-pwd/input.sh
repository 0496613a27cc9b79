mkdir -p a/b; cd a/b; basename "$PWD"; cd ..; basename "$(pwd)"; cd - >/dev/null; basename "$PWD"
cd nosuch; echo $?
ln -s /tmp lnk; cd lnk; [ "$PWD" != /tmp ] && echo logical; cd -P .; pwd
