mkdir -p d/e; echo needle > d/a; echo hay > d/b; echo needle2 > d/e/c; grep -r needle d | sort; grep -rl needle d | sort; grep -h needle d/a d/e/c; grep -c needle d/a d/b
