echo a | sed 's/a'; echo $?; sed p nosuch; echo $?; echo a | sed k; echo $?
