sleep; echo $?; sleep abc; echo $?; sleep 0; echo $?; sleep 0.01s
