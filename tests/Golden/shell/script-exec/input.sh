printf '#!/bin/sh\necho "script $1 $#"\nexit 4\n' > s; chmod 755 s
./s a b; echo $?
sh s x; echo $?
PATH=$PATH:.; s y; echo $?
