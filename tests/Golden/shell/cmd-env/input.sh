env -i A=1 B=2 env | sort; A=5 env | grep '^A='; env X=1 sh -c 'echo $X'; printenv HOME; printenv NOSUCH; echo $?; env nosuchcmd; echo $?
