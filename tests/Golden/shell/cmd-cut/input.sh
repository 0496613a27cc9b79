printf 'a:b:c\nd:e\nnodelim\n' > f; cut -d: -f1 f; cut -d: -f2- f; cut -d: -f1,3 f; cut -s -d: -f2 f; echo abcdef | cut -c2-4; echo abcdef | cut -c1,3,5-; printf 'x\ty\n' | cut -f2; cut f; echo $?
