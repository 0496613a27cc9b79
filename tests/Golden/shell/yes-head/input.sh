yes | head -3; yes a b | head -2
