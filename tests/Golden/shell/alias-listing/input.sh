alias a='echo x'; alias a; unalias a; alias a; echo $?
