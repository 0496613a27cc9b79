echo 'echo hi' > s; ./s; echo $?
chmod +x s; ./s; echo $?
mkdir d; ./d; echo $?
