while getopts :a:b o -a 1 -b -z -a; do echo "$o ${OPTARG-none}"; done; echo $OPTIND
