: anything $((1)); echo $?
true ignored; false ignored; echo $?
