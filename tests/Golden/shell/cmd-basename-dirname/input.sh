basename /a/b/c; basename /a/b/c.txt .txt; basename /; basename a/; dirname /a/b/c; dirname a; dirname /; dirname a/b/; dirname /x; basename -a a/b c/d
