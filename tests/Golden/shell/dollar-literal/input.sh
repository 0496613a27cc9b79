echo $ a$ "$" "$ x" '$'; echo a$%b
