sh -c 'exit 256'; echo $?
sh -c 'exit 300'; echo $?
(exit 255); echo $?
sh -c 'false; exit'; echo $?
sh -c 'exit abc'; echo $?
