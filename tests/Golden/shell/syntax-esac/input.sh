case x in x) echo hi
